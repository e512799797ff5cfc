"""Proofs about functions of one real number, in the order of the data:

domain: where a statement is about. result: what a proof carries, and the failure to prove.
function: a formula as smooth pieces. expansion, tails: what holds beyond every box.
enclosure: bounds over a closed interval.
zero: one zero to any number of digits. isolation: what zero there is on one box. chart: all on an interval, and the
sign between them. roots: those of a function in pieces.
joints, shape, bounds, equality, moments: the statements themselves.
"""
