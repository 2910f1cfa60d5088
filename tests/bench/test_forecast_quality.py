"""The forecast on a few made-up households, beside last month again and last year again."""

from __future__ import annotations

from collections.abc import Callable

from forecast_scores import score


def test_forecasts_beat_the_naive_ones_and_their_bands_hold(record_property: Callable[[str, object], None]) -> None:
    scores = score(range(12), (0, 70, 190))
    for of in ("total", "current"):
        record_property(f"better by, {of}", f"{scores.gain(of):.0%}")
        assert scores.gain(of) >= 0.25
    held = {level: scores.coverage(level) for level in (50, 80, 95)}
    record_property("held at 30 days", str(held))
    assert 0.75 <= held[80] <= 0.85
    assert held[50] < held[80] < held[95]
