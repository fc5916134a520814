"""Which function answers which reference case: id prefix -> function of the case's inputs.

Each returns what the row expects, in its shape. The longest prefix of the id that is in the table counts.
"""

import csv
from pathlib import Path

import numpy as np

from pipeline.measure import (
    differences,
    equality,
    funnel,
    gray,
    incidence,
    missing,
    multiple,
    odds,
    poisson,
    policy,
    proportions,
    ranks,
    rate_ratios,
    ratios,
    shrinkage,
    standardise,
    states,
    survival,
)

DATA = Path(__file__).parent / "data"
TAILS = ("less", "greater", "two-sided")


def column(name, field, kind=float):
    with (DATA / name).open() as file:
        return np.array([kind(row[field]) for row in csv.DictReader(file)])


def share(method):
    return lambda x, n: method(x, n)


def of_two(method):
    return lambda x1, n1, x2, n2: method(x1, n1, x2, n2)


def rate(method):
    return lambda x, t: method(x, t)


def risk_ratio(a, b, c, d, note=None):
    counts = (a, a + b, c, c + d)
    return {"rr": ratios.ratio(*counts), "ci": ratios.katz(*counts)}


def odds_ratio(method):
    def answer(a, b, c, d):
        value, *limits = method(a, a + b, c, c + d)
        return {"or": value, "ci": limits}

    return answer


def rate_ratio_wald(**counts):
    return {"rr": rate_ratios.ratio(**counts), "ci": rate_ratios.wald(**counts)}


def rate_ratio_exact(**counts):
    return {"ci": rate_ratios.exact_conditional(**counts), "p": rate_ratios.least_likely_p_value(**counts)}


def admissions(table):
    cells = {}
    with (DATA / "ucb_admissions.csv").open() as file:
        for row in csv.DictReader(file):
            cells[row["Dept"], row["Gender"], row["Admit"]] = int(row["Freq"])
    ends = ("Admitted", "Rejected")
    tables = np.array([[[cells[d, g, e] for e in ends] for g in ("Male", "Female")] for d in "ABCDEF"])
    found = standardise.mantel_haenszel(tables)
    men, women = tables.sum(axis=0)
    return {
        "or": found.odds_ratio,
        "ci": [found.low, found.high],
        "crude_or": found.crude,
        "p_male": men[0] / men.sum(),
        "p_female": women[0] / women.sum(),
    }


def strata(tables):
    found = standardise.mantel_haenszel(tables)
    return {
        "or": found.odds_ratio,
        "ci": [found.low, found.high],
        "mh_stat": found.statistic,
        "p": found.p_value,
        "breslow_day": found.homogeneity,
    }


def direct(count, pop, stdpop):
    found = standardise.direct(count, pop, stdpop)
    return {"crude": found.crude, "adj": found.rate, "lci": found.low, "uci": found.high}


def indirect(count, pop, stdcount, stdpop):
    found = standardise.indirect(count, pop, stdcount, stdpop)
    return {"observed": found.observed, "exp": found.expected, "sir": found.ratio, "ci": [found.low, found.high]}


def kaplan_meier(time, event):
    found = survival.kaplan_meier(time, event)
    low, high = found.interval()
    at_48 = list(found.times).index(48) if 48 in found.times else 0
    return {"t": found.times, "s": found.share, "se": found.se, "ci48": [low[at_48], high[at_48]]}


def late_entry(data):
    time, ended, entry = (column("aids_cohort.csv", name) for name in "TDW")
    found = survival.kaplan_meier(time, ended == 1, entry)
    at = {t: i for i, t in enumerate(found.times)}
    return {
        "s_at_0_791": found.share[at[0.791]],
        **{f"at_risk_{str(t).replace('.', '_')}": found.at_risk[at[t]] for t in (0.269, 0.791, 4.688)},
        "n_event_times": found.times.size,
    }


def log_rank(data):
    chi2, p = survival.log_rank(
        column("aml.csv", "time"), column("aml.csv", "status", int), column("aml.csv", "x", str)
    )
    return {"chisq": chi2, "p": p}


def at_each(found, times):
    return np.array([found.at(t) for t in times]).T


def no_ties(time, event):
    one, two = (incidence.aalen_johansen(time, event, which) for which in (1, 2))
    share, se = at_each(two, time)
    low, high = two.interval()
    steps = dict(zip(two.times, incidence.aalen_variance(time, event, 2), strict=True))
    by_cmprsk = [steps[max((s for s in steps if s <= t), default=None)] if t >= min(steps) else 0 for t in time]
    at_5 = list(two.times).index(5)
    return {
        "cif1": at_each(one, time)[0],
        "cif2": share,
        "var2_sas": se**2,
        "ci2_at5_sas": [low[at_5], high[at_5]],
        "var2_cmprsk": by_cmprsk,
    }


def not_ended(time, event, times):
    """1 - Kaplan-Meier, the other ends taken as open: what not to do."""
    found = survival.kaplan_meier(time, np.asarray(event) == 1)
    return [1 - found.share[found.times <= t][-1] for t in times]


def ties(time, event):
    times = np.unique(time)
    one, two = (incidence.aalen_johansen(time, event, which) for which in (1, 2))
    still = [one.open_share[one.times <= t][-1] for t in times]
    (share1, se1), (share2, _) = at_each(one, times), at_each(two, times)
    naive = not_ended(time, event, times)
    return {"cif1": share1, "cif2": share2, "surv": still, "se1": se1, "naive_1_minus_KM": naive}


def mgus2():
    return column("mgus2.csv", "time"), column("mgus2.csv", "event", int)


def competing(data, times):
    time, event = mgus2()
    pcm, death = (incidence.aalen_johansen(time, event, which) for which in (1, 2))
    share, se = at_each(pcm, times)
    naive = not_ended(time, event, times)
    return {"pcm": share, "death": at_each(death, times)[0], "se_pcm": se, "naive_1_minus_KM": naive}


def by_sex(data):
    found = {name: gray.compare(*mgus2(), column("mgus2.csv", "sex", str), i) for i, name in ((1, "pcm"), (2, "death"))}
    return {name: {"stat": stat, "p": p} for name, (stat, _, p) in found.items()}


def multistate(id, t1, t2, to):
    times, names, shares = states.occupation(id, t1, t2, to)
    asked = [2, 3, 4, 5, 8, 9, 10, 11]
    at = [np.searchsorted(times, t, side="right") - 1 for t in asked]
    of = {name: shares[at, names.index(name)] * 32 for name in ("entry", "a", "b", "c")}
    return {"times": asked, **{f"p_{name}_x32": value for name, value in of.items()}}


def sicily(**options):
    def answer(data):
        y, t, after, people = (column("sicily.csv", name) for name in ("aces", "time", "smokban", "stdpop"))
        found = policy.segmented(y, t, after, people, **options)
        slope = found.slope
        order = [found.names.index(name) for name in ("constant", "step", "time")]
        return {
            "rr": found.step.ratio,
            "ci": [found.step.low, found.step.high],
            "coef": found.coefficients[order],
            "se": found.errors[order],
            "dispersion": found.dispersion,
            "annual_trend": found.trend.ratio**12,
            "rr_level": found.step.ratio,
            "ci_level": [found.step.low, found.step.high],
            "rr_slope": slope and slope.ratio,
            "ci_slope": slope and [slope.low, slope.high],
        }

    return answer


def rats(y, n):
    found = shrinkage.fit(y, n)
    a, b = found.posterior([4, 0], [14, 20])
    few, none = a / (a + b)
    return {
        "alpha": found.a,
        "beta": found.b,
        "loglik_kernel": found.log_likelihood,
        "post_mean_4_of_14": few,
        "post_mean_0_of_20": none,
    }


def baseball(hits, n):
    common, kept, found = shrinkage.james_stein(hits, n)
    return {"grand_mean": common, "shrink": kept, "est": found}


def first(x, n):
    x, n = np.array(x), np.array(n)
    return ranks.prob_first(x + 0.5, n - x + 0.5)


def worst_case(n, observed, success):
    low, high = missing.manski(success, observed, n)
    return {"lower": low, "upper": high, "published": [low, high]}


def imbens_manski(n, observed, success):
    low, high = missing.manski(success, observed, n)
    se = max(np.sqrt(p * (1 - p) / n) for p in (low, high))
    return {"C": missing.critical_value(high - low, se), "ci": missing.imbens_manski(success, observed, n)}


def adjusted(p):
    return {
        "bh": multiple.benjamini_hochberg(p),
        "holm": multiple.holm(p),
        "by": multiple.benjamini_yekutieli(p),
    }


def same_shares(x, n):
    chi2, df, p = equality.chi_square(x, n)
    return {"chi2": chi2, "df": df, "p": p}


def dice(x, n, p0):
    return {
        name: equality.binomial(x, n, p0, side) for name, side in zip(("less", "greater", "two"), TAILS, strict=True)
    }


ANSWERS = {
    "wilson_": share(proportions.wilson),
    "wilsoncc_": share(proportions.wilson_corrected),
    "cp_": share(proportions.clopper_pearson),
    "exact_": share(proportions.clopper_pearson),
    "midp_": share(proportions.mid_p),
    "jeffreys_": share(proportions.jeffreys),
    "agresti_coull_": share(proportions.agresti_coull),
    "newcombe_": of_two(differences.newcombe),
    "fag_diff_newcombe": of_two(differences.newcombe),
    "fag_diff_ac": of_two(differences.agresti_caffo),
    "fag_rr_koopman": of_two(ratios.koopman),
    "fag_rr_katz": of_two(ratios.katz),
    "fag_or_score": of_two(odds.score),
    "wcgs_rr_wald": risk_ratio,
    "wcgs_or_wald": odds_ratio(odds.wald),
    "bc_rate_wald": rate_ratio_wald,
    "bc_rate_exact": rate_ratio_exact,
    "gu_rate_score": lambda **counts: rate_ratios.score(**counts),
    "pois_exact_": rate(poisson.exact),
    "pois_score_": rate(poisson.score),
    "pois_byar_": rate(poisson.byar),
    "pois_byarbd_": rate(poisson.breslow_day),
    "pois_jeffreys_": rate(poisson.jeffreys),
    "mh_ucb": admissions,
    "mh_strat2": strata,
    "std_direct": direct,
    "std_indirect": indirect,
    "km_aml_main": kaplan_meier,
    "km_small1": kaplan_meier,
    "km_lefttrunc": late_entry,
    "logrank_aml": log_rank,
    "aj_tiny_noties": no_ties,
    "aj_tiny_ties": ties,
    "aj_mgus2": competing,
    "gray_mgus2": by_sex,
    "aj_multistate_hand": multistate,
    "its_sicily_poisson": sicily(over_dispersed=False),
    "its_sicily_quasi": sicily(),
    "its_sicily_harmonic": sicily(harmonics=2),
    "its_sicily_slope": sicily(harmonics=2, slope=True),
    "funnel_": lambda n, target: funnel.limits(n, target),
    "eb_rats": rats,
    "js_baseball": baseball,
    "prob_best_": first,
    "manski_": worst_case,
    "imbens_manski": imbens_manski,
    "bh_holm_by": adjusted,
    "multtest10": adjusted,
    "evalue": lambda rr: equality.e_value(rr),
    "prop4": same_shares,
    "binom_dice": dice,
}
