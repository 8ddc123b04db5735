/* Search, one step before Material's own worker and one behind it.

   Before: the index holds Chinese as words with U+200B between them; this splits a Chinese query into words of that
   index, finds words that only contain what was typed, mends typing errors, and adds the agreed word where somebody
   typed another: one that the glossary avoids, or the other language's.
   Behind: a page that is known for what was typed (its title, what the buyer says, what is asked) comes first, a
   playbook before the replies that only use its words, and lists of everything last; what answers far less than the
   best is left out, and of each page the few parts that answer most are shown.

   Material cuts Chinese queries as well, but forgets the last character of each run: a character that occurs in no
   index (⺀) takes that place. */
const GAP = "\u200b", LAST = "⺀", HAN = /\p{sc=Han}+/gu, WORD = /\p{sc=Han}+|[a-z0-9]+/gu
/* How much more a playbook counts than a reply, and a list of everything than either; how much being known for the query
   counts against its words. */
const PLAYBOOK = 3, LIST = 0.3, KNOWN = 9
/* Who searches has a buyer waiting: what a page counts that has no reply to give. */
const PREPARES = 0.8
/* How well a page is known for a query: by the one saying that is most like it, and by all its sayings together; at
   least so well if one is the whole of the query, or stands within it. */
const ONE = 0.6, ALL = 0.4, OFTEN = 3, TINY = 1e-9, SAME = 1.4, WITHIN = 0.7
/* What is shown: pages that come to this part of the best, at most so many; and so many parts of a page. */
const NEAR = 0.2, PAGES = 12, PARTS = 3
/* So many pages tell how common a word is. */
const SAMPLE = 120
let words = new Set(), longest = 0, texts = [], latin = new Set()
let pages = {}, lists = new Set(), prepares = new Set(), glossary = [], sayings = [], spoken = new Map(), often = new Map(), rarity = new Map(), sample = []
let likeness = new Map(), typed = new Set()

const plain = text => text.normalize("NFKC").toLowerCase().replace(/['’]/g, "")
const stem = word => `${lunr.stemmer(new lunr.Token(word))}`

function learn({ docs, config }) {
  const found = { pages: {}, lists: [], prepares: [], glossary: [], ...config.found_by }
  pages = found.pages, glossary = found.glossary, lists = new Set(found.lists), prepares = new Set(found.prepares)
  texts = docs.map(doc => `${doc.title}\n${doc.text}`)
  for (const text of texts)
    for (const [run] of text.matchAll(/[\p{sc=Han}\u200b]+/gu))
      for (const word of run.split(GAP)) words.add(word)
  words.delete("")
  for (const word of words) longest = Math.max(longest, word.length)
  for (const text of [...texts, ...Object.values(pages).flat()])
    for (const [word] of plain(text).matchAll(/[a-z]+/g)) latin.add(word)
  sayings = Object.entries(pages).flatMap(([page, said]) => said.map(text => ({ page, parts: parts(text) })))
  // How common a word is, is told by the texts: the buyer stands in every page, and tells none apart.
  const known = Object.keys(pages), step = Math.ceil(known.length / SAMPLE)
  const whole = new Map(known.filter((_, at) => at % step === 0).map(page => [page, []]))
  for (const doc of docs) whole.get(doc.location.split("#")[0])?.push(doc.title, doc.text)
  sample = [...whole.values()].map(said => parts(said.join(" ").replaceAll(GAP, "")))
  for (const saying of sayings)
    for (const part of saying.parts) {
      if (!spoken.has(part)) spoken.set(part, []), often.set(part, new Map())
      spoken.get(part).push(saying)
      often.get(part).set(saying.page, (often.get(part).get(saying.page) ?? 0) + 1)
    }
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

/* What it tells that a text has a part, from 0 to 1: the rarer among the sayings and in the texts, the more; one Chinese
   character alone is no word. */
function worth(part) {
  if (!rarity.has(part)) {
    const count = sample.reduce((sum, page) => sum + page.has(part), 0)
    const said = rare(sayings.length, spoken.get(part)?.length ?? 1), written = rare(sample.length, count + 0.5)
    rarity.set(part, Math.min(said, written) * (/^\p{sc=Han}$/u.test(part) ? 0.3 : 1))
  }
  return rarity.get(part)
}
const rare = (of, count) => Math.log(1 + of / count) / Math.log(1 + 2 * of)
const weigh = found => [...found].reduce((sum, part) => sum + worth(part), 0)

/* How well each page is known for the query: 1 where it says just that, 0 where it shares nothing with it. Only the
   sayings that share a part with it are looked at, however many pages there are. */
function known(query) {
  const typed = parts(query), weight = weigh(typed), shared = new Map(), best = new Map(), one = new Map()
  if (!weight) return best
  for (const part of typed) {
    for (const saying of spoken.get(part) ?? []) shared.set(saying, (shared.get(saying) ?? 0) + worth(part))
    // What only one saying of a page has may be there by chance.
    for (const [page, count] of often.get(part) ?? [])
      best.set(page, (best.get(page) ?? 0) + ALL * worth(part) * Math.min(1, count / OFTEN) / weight)
  }
  for (const [saying, both] of shared) {
    // What is asked may be the whole of the query or stand within it.
    const whole = both > saying.weight - TINY ? both > weight - TINY ? SAME : WITHIN : 0
    const likeness = Math.max(both / Math.sqrt(weight * saying.weight), whole)
    if (likeness > (one.get(saying.page) ?? 0)) one.set(saying.page, likeness)
  }
  for (const [page, likeness] of one) best.set(page, best.get(page) + ONE * likeness)
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

/* What was typed with the agreed words in place of others for the same things, and those words alone. */
function agreed(query) {
  const leads = []
  let said = plain(query)
  for (const [lead, ...others] of glossary)
    if (!says(said, lead))
      for (const other of others)
        if (says(said, other)) {
          said = /\p{sc=Han}/u.test(other) ? said.replaceAll(plain(other), ` ${lead} `) : said.replace(plain(other), lead)
          leads.push(lead)
          break
        }
  return [said, leads.join(" ")]
}
const spaced = query => ` ${[...plain(query).matchAll(WORD)].map(([word]) => word).join(" ")} `
const says = (query, text) => (/\p{sc=Han}/u.test(text) ? query.includes(plain(text)) : spaced(query).includes(` ${plain(text)} `))

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

function containing(part) {
  const found = []
  for (const word of words)
    if (word !== part && word.includes(part) && found.push(word) === 12) break
  return found
}

/* Where a text has the run, but cut into other words (退货 stands in 退 + 货运费): the longest word of each such cut. */
function covering(run) {
  const pattern = new RegExp([...run].join(`${GAP}?`), "u"), found = new Set()
  for (const text of texts) {
    const place = text.match(pattern)
    if (!place || !place[0].includes(GAP)) continue
    let from = place.index, to = from + place[0].length
    while (from > 0 && !/[\s\u200b]/.test(text[from - 1])) from--
    while (to < text.length && !/[\s\u200b]/.test(text[to])) to++
    found.add(text.slice(from, to).split(GAP).filter(word => words.has(word)).sort((a, b) => b.length - a.length)[0])
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
  const right = mended(query), [instead, leads] = agreed(right)
  typed = new Set(plain(right).match(/[a-z]+/g))
  const first = known(right)
  likeness = both(first, instead === plain(right) ? first : known(instead))
  // What a page is known for has its title in the query: so that it is among the results.
  const titles = [...likeness].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([page]) => pages[page][0])
  return `${heavy(widened(`${right} ${leads}`))} ${entitled(titles.join(" "))}`
}

/* What was typed counts for more than the titles that are added to it, which are looked for in titles alone. Material
   would add the star itself, were there no weight behind it. */
const heavy = query => query.replace(/(?<!\S)[\p{L}\p{N}⺀]+(?!\S)/gu, "$&*^20")
const entitled = titles => split(titles.replace(/[^\p{L}\p{N}]+/gu, " ")).replace(/\S+/g, "title:$&")

/* How well each page is known for what was typed and for what is meant by it; without those known for neither. */
function both(one, other) {
  const found = new Map()
  for (const part of [one, other])
    for (const [page, likeness] of part) if (likeness) found.set(page, (found.get(page) ?? 0) + likeness / 2)
  return found
}

/* Material tells of each result which words it misses: only those that somebody typed and could have found. */
const missed = terms =>
  Object.fromEntries(Object.entries(terms).filter(([word, found]) => found || (typed.has(word) && latin.has(word))))

/* The results in the order in which they answer what was typed, without those that hardly do. */
function ordered(items) {
  for (const part of items.flat()) part.terms = missed(part.terms)
  const best = Math.max(...items.flat().map(item => item.score), 1e-9)
  const rank = item => {
    const page = item[0].location.split("#")[0]
    const score = Math.max(...item.map(part => part.score)) / best
    const share = prepares.has(page) ? PREPARES : 1
    return share * (score * (page in pages ? PLAYBOOK : lists.has(page) ? LIST : 1) + KNOWN * (likeness.get(page) ?? 0))
  }
  const ranked = items.map(item => [rank(item), item]).sort((a, b) => b[0] - a[0])
  const near = ranked.filter(([rank], at) => at < PAGES && rank >= NEAR * ranked[0][0])
  return near.map(([, item]) => few(item))
}

/* A page and the parts of it that answer most; the page itself stands first, as Material has it. */
function few(item) {
  const [head, ...rest] = item
  return [head, ...rest.sort((a, b) => b.score - a.score).slice(0, PARTS)]
}
