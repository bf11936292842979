"""The messages between the service and its query processes: length, kind, body. Both ends are this program."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from newsgraph.store.forms import Cut

SPENT = struct.Struct("!d")  # the body of END: seconds of processor time of the process so far
FRAME = struct.Struct("!IB")
READY, HEAD, DATA, ROWS, END, ERROR = range(6)


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of an answer before its bytes.

    form: its name. cut: what cut it short; None where nothing did, or where that is not known yet (`whole` is false,
    and the form has room for a mark). whole: few bytes, all there. lasting: the same graph gives the same answer again.
    """

    form: str
    cut: Cut | None
    whole: bool
    lasting: bool
