"""Competences of a YAML file: authority x category x statute, with the ground of finality (S36)."""

from dataclasses import dataclass

from goodstanding.adapters.formats.validating import validate
from goodstanding.adapters.formats.yaml_reading import read_yaml
from goodstanding.register.authorities import Capacity, Competence, Statute
from goodstanding.register.records import Finality


@dataclass(frozen=True, slots=True, kw_only=True)
class _CompetenceForm:
    authority: str
    name: str
    category: str
    statute: Statute
    finality: Finality
    capacity: Capacity = Capacity.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class _CompetencesForm:
    competences: tuple[_CompetenceForm, ...]


def read_competences(text: str, name: str) -> list[Competence]:
    """The competences of a file, in its order; every misfit a finding with its line, in one YamlError."""
    form = validate(read_yaml(text, name), _CompetencesForm)
    return [
        Competence(
            authority=one.authority,
            authority_name=one.name,
            category=one.category,
            statute=one.statute,
            finality=one.finality.value,
            capacity=one.capacity,
        )
        for one in form.competences
    ]
