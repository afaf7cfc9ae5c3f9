from pathlib import Path
from tests.contracts.test_saved_queries import virtuoso_filled  # noqa
def test_x(virtuoso_filled):
    t=Path('/work/main/queries/statistics/progress-to-target.rq').read_text()
    H="".join(l for l in t.splitlines(True) if l.startswith("PREFIX"))
    i=t.index("            SELECT DISTINCT ?series ?area ?one"); j=t.index("          FILTER EXISTS"); blk=t[i:t.rindex("          }",0,j)]
    a=t.index("              {\n                SELECT DISTINCT ?area"); b=t.index("              GRAPH ?graph { ?dataset")
    A=t[a:b]
    full=t[t.index("        SELECT ?series ?area ?age ?one ?day WHERE"):]
    full=full[:full.index("        }\n      }\n    }\n    GROUP")]+"        }"
    out=[]
    L="{ SELECT DISTINCT ?series WHERE { ?link owl:annotatedTarget ?series . ?series skos:inScheme <https://w3id.org/plangraf/id/scheme/series> } }"
    G="GRAPH ?graph { ?dataset a qb:DataSet ; sosa:observedProperty ?series } GRAPH ?graph { ?one sdmx-dimension:refArea ?area }"
    bind='          BIND(COALESCE(STR(?oneAge), "") AS ?age)\n'
    for k,q in {'L':"SELECT * {"+L+"}",'A':"SELECT * {"+A+"}",'G':"SELECT * {"+G+"}",'LG':"SELECT * {"+L+G+"}",'AG':"SELECT * {"+A+G+"}",'blk':blk,'full':full,
       'full-nosex':full.replace("          FILTER EXISTS { ?one sdmx-dimension:sex sdmx-code:sex-T }\n",""),'full-nobind':full.replace(bind,"").replace("?area ?age ?one","?area ?one"),'agg':"SELECT ?series (MAX(?day) AS ?end) { {"+full+"} } GROUP BY ?series"}.items():
        try: out.append((k,len(list(virtuoso_filled.query(H+q).rows()))))
        except Exception as e: out.append((k,str(e)[:200]))
    Path('/tmp/st5/vres.txt').write_text("\n".join(map(str,out)))
