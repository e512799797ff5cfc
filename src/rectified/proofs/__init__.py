"""Proofs about functions of one real number, in the order of the data:

domain: where a statement is about. result: what a proof carries, and the failure to prove.
function: a formula as smooth pieces. expansion, tails: what holds beyond every box.
enclosure: bounds over a closed interval. roots: zeros counted and isolated, the sign between them.
joints, shape, bounds, equality, moments: the statements themselves.
"""
