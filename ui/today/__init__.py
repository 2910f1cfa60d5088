"""The parts of Today: what is read (`reading`), said (`saying`), drawn (`plots`), suggested (`cards`) and waiting
(`below`); how sections stand side by side or below each other (`columns`).
"""
