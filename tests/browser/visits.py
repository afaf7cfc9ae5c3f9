"""One address of every kind of page, for tests that look at them all."""

PAGES = (
    "/",
    "/plans",
    "/compare",
    "/compare?a=harryda-2019-2022&b=harryda-2019-2022",
    "/indicators",
    "/figures",
    "/search",
    "/search?q=suicid",
    "/search?q=xyzzyqq",
    "/about",
    "/accessibility",
    "/queries",
    "/stories",
    "/stories/suicide-prevention",
    "/stories/possible-to-follow-up",
    "/queries/goals-overview",
    "/queries/activities-of-goal",
    "/queries/items-per-area",
    "/queries/items-per-area?embed=1",
    "/queries/topic-matrix?rows=topicLabel&columns=planLabel&show=goals",
    "/queries/topic-matrix",
    "/queries/topic-matrix/goals?topic=pgid:topic/suicide-prevention&plan=harryda-2019-2022",
    "/sparql",
    "/sparql?query=SELECT%20*%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D%20LIMIT%205",
    "/sparql?query=SELEC",
    "/ns",
    "/shapes",
    "/validate",
    "/scorecard",
    "/id/nothing/here",
)
THINGS = (
    "plan/harryda-2019-2022",
    "plan/ostergotland-2019",
    "plan/vastra-gotaland-2018-2020",
    "focus-area/harryda-2019-2022/forebyggande-och-framjande-arbete",
    "focus-area/ostergotland-2019/suicidprevention",
    "goal/harryda-2019-2022/adults-1.1",
    "goal/ostergotland-2019/barn-g2",
    "activity/harryda-2019-2022/adults-1.1-a1",
    "sub-activity/harryda-2019-2022/adults-1.1-a1-s1",
    "indicator/harryda-2019-2022/county-antal-suicid-i-befolkningen",
    "need/harryda-2019-2022/adults-1",
    "target/harryda-2019-2022/adults-1.1",
    "actor/harryda-kommun",
    "actor/nosam",
    "method/sip",
    "topic/suicide-prevention",
    "reference/agenda-2030",
    "source/harryda-2019-2022",
    "evidence/harryda-2019-2022/7112-7166",
    "anomaly/harryda-2019-2022/an1",
    "passage/harryda-2019-2022/p1",
    "attribution/harryda-2019-2022/1",
    "mapping/goal-goal/adults-1.1--suicidprevention-g1",
    "mapping-set/goal-goal",
    "scheme/topic",
    "target-group/adults",
    "assertion-status/derived",
    "period/2019",
    "area/1401",
    "series/kolada/N15533",
    "dataset/kolada/N15533",
    "obs/kolada/N15533/1401/2018/K",
)


def visits() -> list[str]:
    """Return every address."""
    return [*PAGES, *(f"/id/{thing}" for thing in THINGS)]


def in_language(path: str, language: str) -> str:
    """Return an address in a language."""
    return f"{path}{'&' if '?' in path else '?'}lang={language}"
