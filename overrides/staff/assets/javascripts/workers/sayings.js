/* What pages are known for: their titles, what the buyer says, what is asked. And what somebody meant who typed
   something else: typing errors are mended, and the agreed word is looked up where somebody typed another, one that the
   glossary avoids or the other language's. */

/* How well a page is known for a query: by the one saying that is most like it, and by all its sayings together; at
   least so well if one is the whole of the query, or stands within it. */
const ONE = 0.6, ALL = 0.4, OFTEN = 3, TINY = 1e-9, SAME = 1.4, WITHIN = 0.7
/* So many pages tell how common a word is. */
const SAMPLE = 120
let latin = new Set(), glossary = [], sayings = [], spoken = new Map(), often = new Map(), rarity = new Map(), sample = []

function remember(pages, agreed) {
  glossary = agreed, latin = new Set(words), rarity = new Map(), spoken = new Map(), often = new Map()
  for (const text of Object.values(pages).flat())
    for (const [word] of plain(text).matchAll(/[a-z]+/g)) latin.add(word)
  sayings = Object.entries(pages).flatMap(([page, said]) => said.map(text => ({ page, parts: parts(text) })))
  // How common a word is, is told by the texts: the buyer stands in every page, and tells none apart.
  const known = Object.keys(pages), step = Math.ceil(known.length / SAMPLE)
  const whole = new Map(known.filter((_, at) => at % step === 0).map(page => [page, []]))
  for (const doc of docs) whole.get(doc.location.split("#")[0])?.push(doc.title, doc.text)
  sample = [...whole.values()].map(said => parts(said.join(" ")))
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
  for (const run of runs(plain(text)))
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
const mended = query => plain(query).replace(/[a-z]{4,}/g, mend)

/* What was typed with the agreed words in place of others for the same things, and those words alone. */
function agreed(query) {
  const leads = []
  let said = plain(query)
  for (const [lead, ...others] of glossary)
    if (!says(said, lead))
      for (const other of others)
        if (says(said, other)) {
          said = HAS_HAN.test(other) ? said.replaceAll(plain(other), ` ${lead} `) : said.replace(plain(other), lead)
          leads.push(lead)
          break
        }
  return [said, leads.join(" ")]
}
const spaced = query => ` ${[...plain(query).matchAll(WORD)].map(([word]) => word).join(" ")} `
const says = (query, text) => (HAS_HAN.test(text) ? query.includes(plain(text)) : spaced(query).includes(` ${plain(text)} `))
