// The page's style sheet: light and dark by the reader's wish, narrow screens, paper.
#pragma once

namespace understudy::cli {

inline constexpr const char* page_style = R"css(
:root{color-scheme:light dark;--paper:#faf8f4;--card:#fff;--ink:#23211d;--soft:#6f6a60;--line:#e4dfd5;--grid:#ece7dd;
--pass:#2e7d4f;--warn:#a8650a;--block:#b3362b;--passbg:#e5f2e9;--warnbg:#fbefd9;--blockbg:#f9e3e0;
--loud:#2f6690;--area:#2f669033;--peak:#c2713b99;--noise:#8a8478}
@media (prefers-color-scheme:dark){:root{--paper:#151719;--card:#1d2023;--ink:#e8e4dc;--soft:#9c968b;--line:#2f3337;
--grid:#292d31;--pass:#6cc18f;--warn:#e3a948;--block:#ef8578;--passbg:#1d3326;--warnbg:#3a2e17;--blockbg:#402421;
--loud:#7db4de;--area:#7db4de33;--peak:#e0956299;--noise:#777268}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",
Arial,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:62rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .3rem;letter-spacing:-.01em}
h2{font-size:1.15rem;margin:2.6rem 0 .8rem}
h3{font-size:1rem;margin:0;overflow-wrap:anywhere}
p{margin:.3rem 0}.soft{color:var(--soft)}.folder{overflow-wrap:anywhere}
.badge{display:inline-block;border-radius:1rem;padding:.05rem .7rem;font-size:.85rem;font-weight:600;vertical-align:.12em}
.pass{color:var(--pass);background:var(--passbg)}.warn{color:var(--warn);background:var(--warnbg)}
.block{color:var(--block);background:var(--blockbg)}.none{color:var(--soft);background:var(--grid)}
.totals{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.8rem;margin:1.4rem 0 0;padding:0}
.totals div{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:.7rem .9rem}
.totals dt{color:var(--soft);font-size:.82rem}.totals dd{margin:0;font-size:1.35rem;font-weight:600}
.findings{list-style:none;margin:0;padding:0}
.findings li{display:grid;grid-template-columns:4.6rem 1fr;gap:.9rem;padding:.75rem 0;border-top:1px solid var(--line)}
.findings li:first-child{border-top:0}.findings .badge{justify-self:start;align-self:start}
.detail{overflow-wrap:anywhere}.cure{color:var(--soft);overflow-wrap:anywhere}.cure::before{content:"\2192\00a0"}
figure{margin:0 0 1.2rem;background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:.9rem}
figcaption{color:var(--soft);font-size:.85rem;margin-bottom:.5rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:1rem 1.1rem;margin:0 0 1rem;
break-inside:avoid}
.card header{display:flex;gap:.7rem;align-items:baseline;justify-content:space-between}
.facts{color:var(--soft);font-size:.88rem;margin:.2rem 0 .6rem}
.card .findings li{padding:.4rem 0;font-size:.93rem}
svg{display:block}.plot{width:100%;height:auto}.small{width:6rem;height:1.1rem}
.grid{stroke:var(--grid)}.axis{stroke:var(--line)}.scale{fill:var(--soft);font-size:10px}.end{text-anchor:end}
.middle{text-anchor:middle}.area{fill:var(--area)}.loud{fill:none;stroke:var(--loud);stroke-width:1.3}
.peak{fill:none;stroke:var(--peak);stroke-width:1}.noise{stroke:var(--noise);stroke-dasharray:4 3}
.bar{fill:var(--loud)}.dot-pass{fill:var(--loud)}.dot-warn{fill:var(--warn)}.dot-noise{fill:var(--noise);opacity:.5}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.88rem}
th{color:var(--soft);font-weight:500;text-align:left;border-bottom:1px solid var(--line);padding:.35rem .5rem;white-space:nowrap}
td{border-bottom:1px solid var(--grid);padding:.3rem .5rem;vertical-align:middle;white-space:nowrap}
td.file{white-space:normal;overflow-wrap:anywhere;min-width:12rem}td.num,th.num{text-align:right}
td.why{white-space:normal;min-width:8rem;color:var(--soft)}
.key i{display:inline-block;width:.9em;height:.2em;vertical-align:.25em;margin:0 .3em 0 .8em}
footer{color:var(--soft);font-size:.82rem;margin-top:2.5rem}
@media (max-width:34rem){main{padding:1.4rem .9rem 3rem}h1{font-size:1.5rem}.findings li{grid-template-columns:1fr;gap:.25rem}}
@media print{:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#555;--line:#ccc;--grid:#e5e5e5}body{font-size:10.5pt}
main{max-width:none;padding:0}figure,.card,.totals div{break-inside:avoid}.scroll{overflow:visible}tr{break-inside:avoid}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
)css";

}  // namespace understudy::cli
