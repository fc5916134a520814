"""What is printed with a figure: finding, what is shown, sample, source, and words for those who do not see it."""

from dataclasses import dataclass

from pipeline.report.figures.base import Figure
from pipeline.results.subject import Subject


@dataclass(frozen=True)
class Caption:
    """name is that of the files; invented says whether the figure carries the band."""

    name: str
    headline: str
    subtitle: str
    sample: str
    source: str
    alt: str
    invented: bool

    @classmethod
    def of(cls, name: str, figure: Figure, about: Subject) -> "Caption":
        """The caption of a figure as it is drawn for this subject."""
        said = (figure.headline, figure.subtitle, figure.sample, about.source, figure.alt)
        headline, subtitle, sample, source, alt = (" ".join(text.split()) for text in said)
        return cls(name, headline, subtitle, sample, source, alt, about.invented)
