/* The texts of the site, and where a word stands in them.

   There is no index: a word is looked for in one long text of everything, which takes a few milliseconds for thousands
   of pages, where building an index of them took half a minute. And Chinese needs no words: any two characters are
   found wherever they stand side by side. */
const HAN = /\p{sc=Han}+/gu, WORD = /\p{sc=Han}+|[a-z0-9]+/gu, HAS_HAN = /\p{sc=Han}/u
/* Typed with an apostrophe, without, or as two words: hasn't, hasnt and has not are one. */
const NOT = /\b(ai|are|ca|could|did|do|does|had|has|have|is|should|was|were|wo|would)n['’]?t\b|\bcannot\b/g
const WHOLE = { ca: "can", wo: "will", ai: "is" }
/* Written in two ways. */
const SPELT = { color: "colour", someone: "somebody", anyone: "anybody", center: "centre", neighbor: "neighbour" }
const OTHER = new RegExp(`\\b(${Object.keys(SPELT).join("|")})(?=s?\\b)`, "g")
const plain = text =>
  text.normalize("NFKC").toLowerCase()
    .replace(NOT, (_, verb = "can") => `${WHOLE[verb] ?? verb} not`).replace(/['’]/g, "").replace(OTHER, word => SPELT[word])
/* The same for a text of the site, which is written in one way: so that most of it costs nothing. */
const folded = text => text.toLowerCase().replace(/['’]/g, "")

/* Words of Chinese that tell nothing, and part others: 买家要投诉 has no 家要 in it. */
const PARTING = /买家|顾客|客户|[的了吗呢啊吧]/g
const runs = text => (text.match(WORD) ?? []).flatMap(run => {
  const apart = run.split(PARTING).filter(Boolean)
  return apart.length ? apart : [run]
})

const stems = new Map()
function stem(word) {
  if (!stems.has(word)) stems.set(word, `${lunr.stemmer(new lunr.Token(word))}`)
  return stems.get(word)
}
const isStop = word => lunr.stopWordFilter(word) === undefined

/* All parts of all pages behind each other: first the title of a part, then its text. `words` are those of the texts in
   Latin letters, and `alike` those of one stem. */
let docs = [], all = "", starts = new Int32Array(1), titled = new Int32Array(), words = new Set(), alike = new Map()
/* Where a word was found before. */
let places = new Map()
const REMEMBERED = 300

function keep(parts, known) {
  docs = parts, places = new Map(), words = new Set(known), alike = new Map()
  starts = new Int32Array(docs.length + 1), titled = new Int32Array(docs.length)
  const said = []
  let at = 0
  for (const [index, { title, text }] of docs.entries()) {
    const [head, body] = [folded(title), folded(text)]
    titled[index] = at + head.length + 1
    at = starts[index + 1] = titled[index] + body.length + 1
    said.push(head, body)
  }
  all = `${said.join("\n")}\n`
  for (const word of words) {
    const root = stem(word)
    if (!alike.has(root)) alike.set(root, [])
    alike.get(root).push(word)
  }
}

/* By the number of its part: how often a word stands in the title and in the text. Words in Latin letters are found
   whole. */
function where(word) {
  if (places.has(word)) return places.get(word)
  const found = new Map(), latin = !HAS_HAN.test(word)
  for (let at = all.indexOf(word), doc = 0; at >= 0; at = all.indexOf(word, at + word.length)) {
    if (latin && (isLetter(at - 1) || isLetter(at + word.length))) continue
    while (starts[doc + 1] <= at) doc++
    if (!found.has(doc)) found.set(doc, [0, 0])
    found.get(doc)[at < titled[doc] ? 0 : 1]++
  }
  if (places.size >= REMEMBERED) places.clear()
  places.set(word, found)
  return found
}
function isLetter(at) {
  const code = all.charCodeAt(at)
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57)
}

/* The words of the texts that somebody means by one: its other forms, and those that it begins while it is typed. */
function forms(word) {
  const found = new Set([word, ...(alike.get(stem(word)) ?? [])])
  if (word.length >= 3 && !words.has(word))
    for (const other of words) if (other.startsWith(word)) found.add(other)
  return [...found]
}

/* What is looked for: each word with its forms; of Chinese every two characters side by side. Words that stand in every
   sentence are left out, unless there are no others. */
function terms(query) {
  const found = new Map(), common = []
  for (const run of runs(plain(query)))
    if (!HAS_HAN.test(run)) isStop(run) ? common.push(run) : found.set(run, forms(run))
    else if (run.length < 3) found.set(run, [run])
    else for (let at = 0; at < run.length - 1; at++) found.set(run.slice(at, at + 2), [run.slice(at, at + 2)])
  if (!found.size) for (const word of common) found.set(word, [word])
  return found
}

/* How well each part answers the terms: the rarer a term, the more often it stands there, the shorter the part, the
   more; most in a title. By the number of the part: what it comes to, and which terms it has. */
const TITLE = 3, FULL = 1.2
function scores(terms, weight, into) {
  const usual = all.length / Math.max(docs.length, 1)
  for (const [term, forms] of terms) {
    const hits = new Map()
    for (const form of forms)
      for (const [doc, [title, text]] of where(form)) {
        const hit = hits.get(doc) ?? [0, 0]
        hits.set(doc, [hit[0] + title, hit[1] + text])
      }
    const rarity = weight * Math.log(1 + docs.length / (hits.size + 0.5)) / Math.log(1 + 2 * docs.length)
    for (const [doc, [title, text]] of hits) {
      const long = 0.5 + 0.5 * (starts[doc + 1] - titled[doc]) / usual
      if (!into.has(doc)) into.set(doc, { score: 0, has: new Set() })
      const part = into.get(doc)
      part.score += rarity * ((title ? TITLE : 0) + text / (text + FULL * long))
      part.has.add(term)
    }
  }
  return into
}
