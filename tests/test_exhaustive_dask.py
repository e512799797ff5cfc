"""The run on a Dask cluster: a real scheduler and two workers, each a process of its own."""

import pytest
from exhaustive_cases import AT_ONE_POINT, parcel

from rectified.exhaustive.run import dask, run

distributed = pytest.importorskip("distributed", reason="the cluster is an optional dependency")


@pytest.mark.filterwarnings("default")  # of Dask and Tornado, for what they do among themselves
def test_two_workers_share_a_run(tmp_path):
    """Both do chunks, the figures are those of one process, and what they found is kept."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        assert cluster.scheduler_address.startswith("tcp://127.0.0.1:")
        with dask(cluster.scheduler_address) as executor:
            found = run({"halving": parcel(AT_ONE_POINT)}, executor, tmp_path, numbers=range(124, 132))
        with distributed.Client(cluster.scheduler_address) as client:
            busy = [worker for worker, log in client.run(lambda dask_worker: len(dask_worker.state.log)).items() if log]
    assert len(busy) == 2
    assert found["halving"].points == 8 * 2**23 and found["halving"].ulp == pytest.approx(3, abs=1e-6)
    assert sum(len(file.read_text().splitlines()) for file in tmp_path.iterdir()) == 2 * 8


def test_without_dask_the_message_says_what_to_install(monkeypatch):
    """The name of what is missing, so that the command can say it."""
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(ModuleNotFoundError), dask("tcp://127.0.0.1:1"):
        pass
