"""Style sheet of the published web pages: for the screen, light and dark, and for A4 paper."""

from __future__ import annotations

STYLE = """
:root { --ink: #1c1c1c; --soft: #5c5c5c; --navy: #1f3864; --line: #c9c9c9; --head: #f2f2f2; --paper: #fff;
  --amber: #8a5a00; --mark: #fff2cc; --serif: Georgia, "Times New Roman", "Noto Serif", serif;
  --sans: Arial, Helvetica, "Noto Sans", sans-serif; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e4e4; --soft: #ababab; --navy: #a9c4f5; --line: #4b4b4b;
  --head: #2a2a2a; --paper: #181818; --amber: #e9b44c; --mark: #4d3d12; } }
* { box-sizing: border-box; }
body { margin: 2rem auto 4rem; max-width: 46rem; padding: 0 1rem; color: var(--ink); background: var(--paper);
  font: 1.0625rem/1.6 var(--serif); overflow-wrap: anywhere; }
:lang(zh) { font-family: "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", SimSun, var(--serif); }
:lang(zh-TW) { font-family: "Noto Serif CJK TC", "Source Han Serif TC", "Songti TC", PMingLiU, var(--serif); }
h1, h2, h3, .kicker, .label, .byline, figcaption, nav, .notice { font-family: var(--sans); line-height: 1.35; }
:is(h1, h2, h3, .kicker, .label, .byline, figcaption, nav) :lang(zh) { font-family: "Noto Sans CJK SC",
  "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", var(--sans); }
:is(h1, h2, h3, .kicker, .label, .byline, figcaption, nav) :lang(zh-TW) { font-family: "Noto Sans CJK TC",
  "Source Han Sans TC", "PingFang TC", "Microsoft JhengHei", var(--sans); }
h1, h2 { color: var(--navy); font-size: 1.5rem; margin: .25rem 0 .5rem; }
h3 { color: var(--navy); font-size: 1.1rem; margin: 1.4rem 0 .5rem; }
article:only-child h2 { font-size: 1.1rem; margin: 1.4rem 0 .5rem; }
h1 span, h2 span, h3 span { display: block; }
p { margin: 0 0 .75rem; }
.pair { margin: 0 0 1rem; } .pair p { margin: 0 0 .3rem; } .pair > p:lang(zh) { color: var(--soft); }
.beside { display: grid; grid-template-columns: 1fr 1fr; column-gap: 2rem; }
body:has(.beside) { max-width: 68rem; }
.kicker, .label, .byline, figcaption { color: var(--soft); font-size: .875rem; margin: 0 0 .4rem; }
.label { font-weight: bold; }
figure { margin: 0 0 1rem; padding-left: .9rem; border-left: 3px solid var(--line); }
ul { margin: 0 0 1rem; padding-left: 1.4rem; } ul.numbered { list-style: none; padding-left: 0; }
.dateline { color: var(--navy); font-weight: bold; }
mark { color: inherit; background: var(--mark); text-decoration: underline dotted var(--amber); }
.table { overflow-x: auto; margin: 0 0 1.25rem; }
table { border-collapse: collapse; font-size: .9rem; line-height: 1.4; overflow-wrap: normal; }
th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; }
th { background: var(--head); } th p, td p { margin: 0; }
.notice { color: var(--amber); border: 1px solid; padding: .4rem .8rem; font-size: .9rem; }
nav { font-size: .9rem; margin: 0 0 2rem; } nav ol { padding-left: 1.8rem; } nav li { margin: .25rem 0; }
nav span:lang(zh) { color: var(--soft); } a { color: var(--navy); }
article + article { border-top: 1px solid var(--line); margin-top: 2.5rem; padding-top: 1.5rem; }
@media (max-width: 40rem) { .beside { display: block; } }
@media print {
  @page { size: A4; margin: 20mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt Arial; } }
  :root { --ink: #000; --soft: #444; --navy: #1f3864; --line: #999; --head: #f2f2f2; --paper: #fff;
    --amber: #8a5a00; --mark: #fff2cc; }
  body { margin: 0; padding: 0; max-width: none; font-size: 10.5pt; line-height: 1.45; orphans: 3; widows: 3; }
  body:has(.beside) { max-width: none; }
  nav { display: none; } .beside { display: grid; } .table { overflow: visible; } table { width: 100%; }
  h1, h2, h3, .kicker, .label, .byline, article > header { break-after: avoid; break-inside: avoid; }
  tr, figure { break-inside: avoid; }
  thead { display: table-header-group; } mark, th { print-color-adjust: exact; }
}
"""
