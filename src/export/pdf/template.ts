import { FONT_FAMILIES } from './fonts.ts';

/** Digits of a Bates number, the usual length in courts. */
const BATES_DIGITS = 6;

/**
 * The layout in Typst. It is constant: texts of a backup come in as strings of `/data.json`, which Typst sets as they
 * are and never reads as markup or code.
 */
export const TEMPLATE = `
#let d = json("/data.json")
#let soft = luma(95)
#set document(title: d.title, author: d.author, date: auto)
#set text(lang: d.language, size: 9pt, hyphenate: false, font: ${JSON.stringify(FONT_FAMILIES).replace('[', '(').replace(']', ')')})
#set par(justify: false, leading: 0.5em, spacing: 0.5em, linebreaks: "simple")
#let bates(n) = if d.bates == none { "" } else {
  let digits = str(d.bates.first + n - 1)
  d.bates.prefix + "0" * calc.max(0, ${BATES_DIGITS} - digits.len()) + digits
}
#set page(
  paper: d.paper,
  margin: (x: 18mm, top: 22mm, bottom: 20mm),
  header: context {
    set text(size: 7.5pt, fill: soft)
    let page = here().page()
    let days = query(selector(heading.where(level: 3)).before(here()))
    let marks = query(selector(heading.where(level: 2)).or(heading.where(level: 3))).filter(h => h.location().page() == page)
    // A page that begins with a day, or a month and its first day, has that; others go on with the day before.
    let begins = marks.len() > 0 and marks.first().location().position().y < 24mm
    let day = if begins { marks.find(h => h.level == 3) }
    if day == none and days.len() > 0 { day = days.last() }
    let sources = query(<sources>)
    if sources.len() > 0 and sources.first().location().page() <= page { day = none }
    grid(columns: (1fr, auto), column-gutter: 8mm, box(height: 1em, clip: true, d.title), if day != none { day.body })
  },
  footer: context {
    set text(size: 7.5pt, fill: soft)
    let n = counter(page).get().first()
    grid(columns: (1fr, auto), bates(n), {
      let (before, between, after) = d.words.page
      before + str(n) + between + str(counter(page).final().first()) + after
    })
  },
)
#set heading(outlined: false)
#show heading.where(level: 1): set text(size: 18pt)
#show heading.where(level: 2): set text(size: 12pt)
#show heading.where(level: 3): set text(size: 8.5pt, fill: soft)
#show heading.where(level: 3): it => block(width: 100%, above: 4mm, below: 2.5mm, sticky: true, align(center, it.body))
#show heading.where(level: 2): it => block(width: 100%, above: 7mm, below: 2mm, sticky: true, it.body)
#let runs(list) = for r in list {
  // An empty box is where a line may end, and no text.
  if r == "" { box() } else if type(r) == str { r } else {
    let words = if "url" in r { link(r.url, text(fill: rgb("#0645ad"), r.text)) } else { r.text }
    if "isBold" in r { words = strong(words) }
    if "isItalic" in r { words = emph(words) }
    if "isUnderlined" in r { words = underline(words) }
    if "isStruck" in r { words = strike(words) }
    if "isMarked" in r { words = underline(stroke: (thickness: 0.6pt, dash: "dotted"), offset: 1.6pt, words) }
    words
  }
}
#let picture-of(l) = {
  let size = (width: l.width * 1mm, height: l.height * 1mm)
  image("/" + l.picture, alt: l.alt, ..size)
  if "over" in l { place(top + left, image("/" + l.over.picture, alt: l.over.alt, fit: "contain", ..size)) }
}
#let line-of(l) = if "picture" in l { block(above: 1.5mm, below: 1.5mm, picture-of(l)) } else {
  set text(dir: if l.dir == "rtl" { rtl } else { ltr })
  let look = l.at("look", default: "")
  if look == "quote" { pad(left: 2mm, text(size: 7.5pt, fill: soft, runs(l.runs))) }
  else if look == "note" { par(text(size: 7.5pt, fill: soft, runs(l.runs))) }
  else if look == "title" { par(text(size: 10pt, weight: "bold", runs(l.runs))) }
  else { par(runs(l.runs)) }
}
#let small(s) = par(text(size: 7pt, fill: soft, s))
#let entry(e) = {
  let right = e.side == "right"
  let mid = e.side == "middle"
  let wide = e.side == "wide"
  set align(if right { end } else if mid { center } else { start })
  block(width: 100%, above: 2.4mm, below: 0mm, sticky: true, inset: if wide or mid { 0mm } else if right { (left: 24%) } else { (right: 24%) }, small(e.head))
  if e.lines.len() > 0 {
    block(width: 100%, above: 0.9mm, below: 0mm, inset: if wide or mid { 0mm } else if right { (left: 24%) } else { (right: 24%) },
      block(
        fill: if right { rgb("#d7e7ff") } else if mid or wide { none } else { luma(236) },
        inset: if mid or wide { 0mm } else { (x: 2.4mm, y: 1.7mm) }, radius: 2mm,
        { set align(if mid { center } else { start }); for l in e.lines { line-of(l) } }))
  }
  if e.fields.len() > 0 {
    block(above: 1mm, below: 0mm, grid(columns: (36mm, 1fr), column-gutter: 3mm, row-gutter: 1mm,
      ..e.fields.map(f => (text(size: 7.5pt, fill: soft, f.at(0)), text(size: 8pt, f.at(1)))).flatten()))
  }
  if e.tail != "" { block(width: 100%, above: 0.8mm, below: 0mm, small(e.tail)) }
}

#if d.cover.picture != none { block(above: 8mm, below: 0mm, picture-of(d.cover.picture)) }
#block(above: 8mm, below: 3mm, heading(level: 1, d.cover.title))
#if d.cover.subtitle != "" { block(below: 5mm, text(size: 11pt, fill: soft, d.cover.subtitle)) }
#grid(columns: (38mm, 1fr), column-gutter: 4mm, row-gutter: 2mm,
  ..d.cover.facts.map(f => (text(fill: soft, f.at(0)), f.at(1))).flatten())
#for part in d.cover.parts {
  heading(level: 2, bookmarked: false, part.title)
  for l in part.lines { par(text(size: 8pt, l)) }
}
#if d.body.len() > 0 { pagebreak(weak: true) }
#for b in d.body {
  if "month" in b { heading(level: 2, bookmarked: true, b.month) }
  else if "day" in b { heading(level: 3, bookmarked: false, b.day) }
  else { entry(b) }
}
#if d.appendix != none {
  pagebreak(weak: true)
  [#heading(level: 2, bookmarked: true, d.words.sources) <sources>]
  par(text(size: 8pt, d.appendix.note))
  for t in d.appendix.tables {
    block(above: 4mm, below: 2mm, sticky: true, text(size: 8pt, weight: "bold", t.title))
    columns(3, gutter: 5mm, { set text(size: 6.5pt); for l in t.lines { l; linebreak() } })
  }
}
`;
