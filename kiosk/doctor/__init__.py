"""The doctor: examines this machine, reports what is wrong and suggests a fix; changes nothing.

May import `rehearsal`, `checks`, `runtime` and below.
"""
