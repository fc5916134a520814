"""French grammar of country names: article and preposition follow from the name, with the exceptions listed.

{name:le}  la Russie, le Kazakhstan, l’Ukraine, les États-Unis, Israël
{name:de}  de la Russie, du Kazakhstan, de l’Ukraine, des États-Unis, d’Israël
{name:à}   à la Russie, au Kazakhstan, à l’Ukraine, aux États-Unis, à Israël
{name:Le}  as {name:le}, at the beginning of a sentence
"""

_BARE = {
    "Andorre", "Antigua-et-Barbuda", "Aruba", "Bahreïn", "Belize", "Chypre", "Cuba", "Curaçao", "Djibouti", "Gibraltar",
    "Guam", "Guernesey", "Haïti", "Israël", "Jersey", "Kiribati", "Macao", "Madagascar", "Malte", "Maurice", "Mayotte",
    "Monaco", "Montserrat", "Nauru", "Niue", "Oman", "Porto Rico", "Sainte-Lucie", "Saint-Marin", 
    "Sao Tomé-et-Principe", "Singapour", "Taïwan", "Tonga", "Trinité-et-Tobago", "Tuvalu", "Vanuatu", "INTERPOL",
    "Hong Kong", "La Réunion", "Saint-Barthélemy", "Saint-Martin", "Saint-Pierre-et-Miquelon", "Sainte-Hélène",
    "Saint-Christophe-et-Niévès", "Wallis-et-Futuna", "Saint-Vincent-et-les Grenadines",
}  # fmt: skip
_MASCULINE_IN_E = {"Mexique", "Cambodge", "Mozambique", "Zimbabwe", "Suriname", "Belize", "Guyana", "Territoire"}
_FEMININE = {"Bosnie-Herzégovine", "Corée du Nord", "Corée du Sud", "Sierra Leone"}
_PLURAL = {
    "Bahamas", "Comores", "Émirats arabes unis", "États-Unis", "Fidji", "Îles Marshall", "Îles Salomon", "Maldives",
    "Palaos", "Pays-Bas", "Philippines", "Seychelles", "Bermudes", "Îles Caïmans", "Îles Vierges britanniques",
    "Pays-Bas caribéens", "Samoa américaines", "Terres australes françaises", "Territoires palestiniens",
    "organes de l’ONU",
}  # fmt: skip
_WHOLE = {"Tous les pays"}  # neither name nor country: only the first letter changes
_VOWELS = "AEIOUYÀÂÉÈÊËÎÏÔÙÛHaeiouéèêîô"
_ASPIRATED = {"Honduras", "Hongrie"}  # Hongrie has a sounded h, as Honduras
_CONSONANT_Y = {"Yémen"}


def _elides(name: str) -> bool:
    return name[:1] in _VOWELS and name not in _ASPIRATED | _CONSONANT_Y


def _kind(name: str) -> str:
    """Which article a name takes: "plural", "bare", "elided", "f" or "m"."""
    if name in _PLURAL or name.startswith("Îles "):
        return "plural"
    if name in _BARE:
        return "bare"
    if _elides(name):
        return "elided"
    first = name.split(" ")[0].split("-")[0]
    is_feminine = first.endswith("e") and first not in _MASCULINE_IN_E
    return "f" if is_feminine or name in _FEMININE else "m"


def le(name: str) -> str:
    """With its article: "la Russie"."""
    if name in _WHOLE:
        return _small(name)
    article = {"plural": "les ", "bare": "", "elided": "l’", "f": "la ", "m": "le "}[_kind(name)]
    return article + (_small(name) if name.startswith("Îles") else name)


def de(name: str) -> str:
    """After "de": "de la Russie"."""
    if name in _WHOLE:
        return f"de {_small(name)}"
    kind = _kind(name)
    if kind == "bare":
        return f"d’{name}" if _elides(name) else f"de {name}"
    start = {"plural": "des ", "elided": "de l’", "f": "de la ", "m": "du "}[kind]
    return start + (_small(name) if name.startswith("Îles") else name)


def to(name: str) -> str:
    """After "à": "à la Russie"."""
    if name in _WHOLE:
        return f"à {_small(name)}"
    start = {"plural": "aux ", "bare": "à ", "elided": "à l’", "f": "à la ", "m": "au "}[_kind(name)]
    return start + (_small(name) if name.startswith("Îles") else name)


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _large(text: str) -> str:
    return text[:1].upper() + text[1:]


FORMS = {"le": le, "de": de, "à": to, "Le": lambda name: _large(le(name))}
