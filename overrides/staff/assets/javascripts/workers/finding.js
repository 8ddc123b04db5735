/* Search, one step before Material's own worker and one behind it.

   Before: the index holds Chinese as words with U+200B between them; this splits a Chinese query into words of that
   index, finds words that only contain what was typed, mends typing errors, and adds the agreed word where somebody
   typed another: one that the glossary avoids, or the other language's.
   Behind: a page that is known for what was typed (its title, what the buyer says, what is asked) comes first, and a
   playbook before the replies and lists that only use its words.

   Material cuts Chinese queries as well, but forgets the last character of each run: a character that occurs in no
   index (⺀) takes that place. */
const GAP = "\u200b", LAST = "⺀", HAN = /\p{sc=Han}+/gu, WORD = /\p{sc=Han}+|[a-z0-9]+/gu
/* How much more a playbook counts than another page; how much being known for the query counts against its words; how
   well a page is known for a query that holds all of what is asked. */
const PLAYBOOK = 3, KNOWN = 9, WITHIN = 0.7
let words = new Set(), longest = 0, texts = [], latin = new Set()
let pages = {}, glossary = [], sayings = [], rarity = new Map(), asked = "", typed = new Set()

const plain = text => text.normalize("NFKC").toLowerCase().replace(/['’]/g, "")
const stem = word => `${lunr.stemmer(new lunr.Token(word))}`

function learn({ docs, config }) {
  ({ pages, glossary } = { pages: {}, glossary: [], ...config.found_by })
  texts = docs.map(doc => `${doc.title}\n${doc.text}`)
  for (const text of texts)
    for (const [run] of text.matchAll(/[\p{sc=Han}\u200b]+/gu))
      for (const word of run.split(GAP)) words.add(word)
  words.delete("")
  for (const word of words) longest = Math.max(longest, word.length)
  for (const text of [...texts, ...Object.values(pages).flat()])
    for (const [word] of plain(text).matchAll(/[a-z]+/g)) latin.add(word)
  sayings = Object.entries(pages).flatMap(([page, said]) => said.map(text => ({ page, parts: parts(text) })))
  for (const saying of sayings)
    for (const part of saying.parts) rarity.set(part, (rarity.get(part) ?? 0) + 1)
  for (const [part, count] of rarity) rarity.set(part, worth(part, count))
  for (const saying of sayings) saying.weight = weigh(saying.parts)
}

/* What a text is compared by: stems of words, and of Chinese each character and each pair. */
function parts(text) {
  const found = new Set()
  for (const [run] of plain(text).matchAll(WORD))
    if (/[a-z0-9]/.test(run)) found.add(stem(run))
    else for (let at = 0; at < run.length; at++) found.add(run[at]).add(run.slice(at, at + 2))
  return found
}

/* What it tells that a text has a part: the rarer, the more; one Chinese character alone is no word. */
const worth = (part, count) => Math.log(1 + sayings.length / count) * (/^\p{sc=Han}$/u.test(part) ? 0.3 : 1)
const weigh = found => [...found].reduce((sum, part) => sum + (rarity.get(part) ?? worth(part, 1)), 0)

/* How well each page is known for the query: 1 where it says just that, 0 where it shares nothing with it. */
function known(query) {
  const typed = parts(query), best = new Map(), weight = weigh(typed)
  for (const saying of sayings) {
    const shared = weigh([...typed].filter(part => saying.parts.has(part)))
    // What is asked may be the whole of the query or stand within it.
    const within = shared === saying.weight ? WITHIN : 0
    const likeness = Math.max(shared / Math.sqrt(weight * saying.weight), within)
    if (likeness > (best.get(saying.page) ?? 0)) best.set(saying.page, likeness)
  }
  return best
}

/* How many letters have to be added, left out, changed or swapped to make one word of the other; at most `most`. */
function distance(one, two, most) {
  let before = [], last = [...Array(two.length + 1).keys()]
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    for (let j = 1; j <= two.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] !== two[j - 1]))
      if (one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1)
    }
    if (Math.min(...row) > most) return most + 1
    before = last, last = row
  }
  return last[two.length]
}

/* A word of the site in place of one that it does not have; the word itself where none is near. */
function mend(word) {
  if (word.length < 4 || latin.has(word) || [...latin].some(other => other.startsWith(word))) return word
  let most = word.length < 8 ? 1 : 2, found = word
  for (const other of latin)
    if (Math.abs(other.length - word.length) <= most && other[0] === word[0]) {
      const far = distance(word, other, most)
      if (far <= most) most = far - 1, found = other
    }
  return found
}

/* The agreed words for what was typed, where it is none itself. */
function agreed(query) {
  const spaced = ` ${[...plain(query).matchAll(WORD)].map(([word]) => word).join(" ")} `
  const says = text => (/\p{sc=Han}/u.test(text) ? spaced.includes(text) : spaced.includes(` ${plain(text)} `))
  return glossary.filter(([lead, ...others]) => !says(lead) && others.some(says)).map(([lead]) => lead)
}

/* The words of the index that a run of Chinese is made of, longest first; what is left over stands between them. */
function cut(run) {
  const known = [], unknown = []
  for (let at = 0, from = 0; at <= run.length;) {
    let size = Math.min(longest, run.length - at)
    while (size > 1 && !words.has(run.slice(at, at + size))) size--
    const end = at === run.length
    if ((end || size > 1) && from < at) unknown.push(run.slice(from, at))
    if (end) break
    if (size > 1) known.push(run.slice(at, at + size)), from = at + size
    at += Math.max(size, 1)
  }
  return [known, unknown]
}

const containing = part => [...words].filter(word => word.includes(part) && word !== part).slice(0, 12)

/* Where a text has the run, but cut into other words (退货 stands in 退 + 货运费): the longest word of each such cut. */
function covering(run) {
  const letters = [...run]
  const pattern = new RegExp(`[^\\s${GAP}]*${letters.join(`${GAP}?`)}[^\\s${GAP}]*`, "u")
  const found = new Set()
  for (const text of texts) {
    const [place] = text.match(pattern) ?? [""]
    if (!place.includes(GAP)) continue
    found.add(place.split(GAP).filter(word => words.has(word)).sort((a, b) => b.length - a.length)[0])
    if (found.size === 6) break
  }
  found.delete(undefined)
  return [...found]
}

function split(query) {
  return query.replace(HAN, run => {
    const [known, unknown] = cut(run)
    known.push(...containing(run), ...covering(run))
    for (const part of unknown) if (words.has(part)) known.push(part); else known.push(...containing(part))
    return known.length ? ` ${[...new Set(known)].map(word => word + LAST).join(" ")} ` : run
  })
}

/* Material looks for the beginnings of words as typed: "refunds" would not find "refund", its stem finds both. */
const LONE = /(?<![\w"'+*~^:-])[a-z]{4,}(?![\w"'*~^:-])/gi
const mended = query => query.replace(LONE, word => mend(word.toLowerCase()))
const widened = query => split(query).replace(LONE, word => `${word} ${stem(word.toLowerCase())}`)

function ask(query) {
  const right = mended(query), leads = agreed(right).join(" ")
  typed = new Set(plain(right).match(/[a-z]+/g))
  asked = `${right} ${leads}`
  // What a page is known for has its title in the query: so that it is among the results.
  const titles = [...known(asked)].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([page]) => pages[page][0])
  return widened(`${asked} ${titles.join(" ")}`)
}

/* Material tells of each result which words it misses: only those that somebody typed and could have found. */
const missed = terms =>
  Object.fromEntries(Object.entries(terms).filter(([word, found]) => found || (typed.has(word) && latin.has(word))))

/* The results in the order in which they answer what was typed. */
function ordered(items) {
  for (const part of items.flat()) part.terms = missed(part.terms)
  const likeness = known(asked)
  const best = Math.max(...items.flat().map(item => item.score), 1e-9)
  const rank = item => {
    const page = item[0].location.split("#")[0]
    const score = Math.max(...item.map(part => part.score)) / best
    return score * (page in pages ? PLAYBOOK : 1) + KNOWN * (likeness.get(page) ?? 0)
  }
  return items.map(item => [rank(item), item]).sort((a, b) => b[0] - a[0]).map(([, item]) => item)
}
