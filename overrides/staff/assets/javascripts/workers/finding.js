/* What a search answers: pages in the order in which they answer what was typed, each with the parts that answer most,
   and those sentences of a part in which the words stand.

   A page that is known for what was typed (its title, what the buyer says, what is asked) comes first, a playbook before
   the replies that only use its words, and lists of everything last; what answers far less than the best is left out. */

/* How much more a playbook counts than a reply, and a list of everything than either; how much being known for the query
   counts against its words. */
const PLAYBOOK = 3, LIST = 0.3, KNOWN = 9
/* Who searches has a buyer waiting: what a page counts that has no reply to give. */
const PREPARES = 0.6
/* What the agreed word counts where another was typed. */
const AGREED = 0.6
/* What is shown: pages that come to this part of the best, at most so many; so many parts of a page, lines of a part, and
   characters of a line before the word that was typed and in all; of Chinese half as many. */
const NEAR = 0.3, PAGES = 12, PARTS = 3, LINES = 2, BEFORE = 60, LINE = 180
let pages = {}, lists = new Set(), prepares = new Set(), heads = new Map()

function learn({ docs: parts, config }) {
  const found = { pages: {}, lists: [], prepares: [], glossary: [], ...config.found_by }
  pages = found.pages, lists = new Set(found.lists), prepares = new Set(found.prepares)
  keep(parts, config.words ?? [])
  remember(pages, found.glossary)
  heads = new Map(docs.map((doc, at) => [doc.location, at]).filter(([location]) => !location.includes("#")))
}

const pageOf = doc => docs[doc].location.split("#")[0]

function find(query) {
  const right = mended(query), [instead, leads] = agreed(right)
  const typed = terms(right), meant = leads ? terms(leads) : new Map()
  if (!typed.size) return []
  const first = known(right), likeness = both(first, instead === right ? first : known(instead))
  const found = scores(meant, AGREED, scores(typed, 1, new Map()))
  const shown = [...typed.values(), ...meant.values()].flat()
  return ordered(gathered(found, typed.size + meant.size), likeness).map(page => show(page, typed, pattern(`${right} ${leads}`, shown)))
}

/* How well each page is known for what was typed and for what is meant by it; without those known for neither. */
function both(one, other) {
  const found = new Map()
  for (const part of [one, other])
    for (const [page, likeness] of part) if (likeness) found.set(page, (found.get(page) ?? 0) + likeness / 2)
  return found
}

/* The parts of each page that have any of the words, best first; who has more of the words counts more. */
function gathered(found, most) {
  const pages = new Map()
  for (const [doc, { score, has }] of found) {
    const page = pageOf(doc)
    if (!pages.has(page)) pages.set(page, [])
    pages.get(page).push({ doc, has, score: score * (1 + (has.size / most + !docs[doc].location.includes("#")) ** 2) })
  }
  for (const parts of pages.values()) parts.sort((a, b) => b.score - a.score)
  return pages
}

function ordered(found, likeness) {
  const best = Math.max(...[...found.values()].map(([part]) => part.score), TINY)
  const rank = page => {
    const score = (found.get(page)?.[0].score ?? 0) / best, kind = page in pages ? PLAYBOOK : lists.has(page) ? LIST : 1
    return (prepares.has(page) ? PREPARES : 1) * (score * kind + KNOWN * (likeness.get(page) ?? 0))
  }
  const ranked = [...new Set([...found.keys(), ...likeness.keys()])].filter(page => heads.has(page)).map(page => [rank(page), page])
  ranked.sort((a, b) => b[0] - a[0])
  return ranked
    .filter(([rank], at) => at < PAGES && rank >= NEAR * ranked[0][0])
    .map(([, page]) => [page, found.get(page) ?? []])
}

/* A page as Material draws it: the page itself stands first, and what comes to no less than it is open. */
function show([page, parts], typed, pattern) {
  const head = heads.get(page), open = parts[0]?.score ?? 0
  const rest = parts.filter(part => part.doc !== head).slice(0, PARTS)
  const drawn = [{ doc: head, has: parts.find(part => part.doc === head)?.has ?? new Set(), score: open }, ...rest]
  return drawn.map(({ doc, has, score }) => ({
    location: docs[doc].location,
    title: mark(docs[doc].title, pattern),
    text: teaser(docs[doc].text, pattern),
    score,
    // Which of the words it misses: only those that somebody typed and could have found.
    terms: Object.fromEntries([...typed.keys()].filter(word => words.has(word)).map(word => [word, has.has(word)])),
  }))
}

/* What is marked: the words in all their forms, and of what was typed in Chinese whatever stands there as it was typed. */
function pattern(query, forms) {
  const runs = new Set(forms.filter(form => HAS_HAN.test(form)))
  for (const [run] of query.matchAll(HAN))
    for (let from = 0; from < run.length; from++)
      for (let to = from + 2; to <= Math.min(run.length, from + 8); to++) runs.add(run.slice(from, to))
  const latin = forms.filter(form => !HAS_HAN.test(form)).map(form => [...form].join("['’]?"))
  const longest = [...runs].sort((a, b) => b.length - a.length)
  const all = [...longest, ...(latin.length ? [`(?<![\\p{L}\\p{N}])(?:${latin.join("|")})(?![\\p{L}\\p{N}])`] : [])]
  return new RegExp(all.join("|"), "giu")
}

const safe = text => text.replace(/[&<>]/g, sign => `&#${sign.charCodeAt()};`)
function mark(text, pattern) {
  let drawn = "", from = 0
  for (const { 0: word, index } of text.matchAll(pattern)) {
    drawn += `${safe(text.slice(from, index))}<mark>${safe(word)}</mark>`
    from = index + word.length
  }
  return drawn + safe(text.slice(from))
}

/* The lines that have most of the words, each cut where it is long; the first line where none has any. */
function teaser(text, pattern) {
  const lines = text.split("\n").map((line, at) => ({ line, at, words: new Set(line.toLowerCase().match(pattern)).size }))
  const best = [...lines].sort((a, b) => b.words - a.words || a.at - b.at)
  const shown = best.slice(0, best[0].words ? LINES : 1).filter(({ words }, at) => words || !at).sort((a, b) => a.at - b.at)
  return shown.map(({ line }) => `<p>${mark(cut(line, pattern), pattern)}</p>`).join("")
}

function cut(line, pattern) {
  const share = HAS_HAN.test(line) ? 0.5 : 1, most = LINE * share, before = BEFORE * share
  if (line.length <= most) return line
  const first = Math.max(line.search(pattern), 0)
  const from = first <= before ? 0 : beginning(line, first - before)
  const to = from + most >= line.length ? line.length : beginning(line, from + most)
  return `${from ? "…" : ""}${line.slice(from, to)}${to < line.length ? "…" : ""}`
}
/* Where a line may be cut at or before a place: behind a blank or a sign, if one is near. */
function beginning(line, at) {
  const near = line.slice(Math.max(0, at - 15), at).search(/[\s，。；：、][^\s，。；：、]*$/u)
  return near < 0 ? at : Math.max(0, at - 15) + near + 1
}
