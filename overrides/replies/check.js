// Checks a pasted reply against the policy of today, in the page. The replies and values come as data
// (generator/publish/checker.py); nothing that is pasted leaves the page or is kept.
"use strict"

globalThis.samepageChecker = (data) => {
  // ---- the small reader: see generator/language/pocket.py

  const tokens = data.tokens.map(([kind, source, worth]) => [kind, new RegExp(source, worth === "exact" ? "y" : "iy"), worth])
  const NUMERALS = "零一二三四五六七八九"
  const TENS = { 十: 10, 百: 100 }
  // A Chinese numeral below a thousand; two digits side by side (两三) are no number.
  const chinese = text => {
    let [sum, digit] = [0, null]
    for (const char of text.replace(/两/g, "二")) {
      const value = NUMERALS.indexOf(char)
      if (value < 0 && !TENS[char]) return null
      if (value >= 0 && digit !== null) return null
      if (value >= 0) digit = value
      else [sum, digit] = [sum + (digit ?? (char === "十" ? 1 : NaN)) * TENS[char], null]
    }
    const total = sum + (digit ?? 0)
    return Number.isNaN(total) || /[十百].*百|十.*十|百[一二三四五六七八九]$/.test(text) ? null : total
  }
  const numberOf = ({ kind, said, worth }) => {
    if (kind === "chinese") return chinese(said)
    if (kind === "half") return 0.5
    if (kind === "tens") return +worth + +data.ones[said.split(/[- ]/)[1].toLowerCase()]
    if (/^\d+\.\d{3}$/.test(said)) return null // a thousand, or one and no thousandths
    return worth === "exact" ? +said.replaceAll(",", "") : +worth
  }
  const scan = text => {
    const found = []
    for (let at = 0; at < text.length; ) {
      let next = at + 1
      for (const [kind, match, worth] of tokens) {
        match.lastIndex = at
        const said = match.exec(text)?.[0]
        if (!said) continue
        next = at + said.length
        found.push({ kind, said, worth, start: at, end: next })
        break
      }
      at = next
    }
    return found
  }
  // Words of quantities that stand side by side, with nothing but spaces or brackets between.
  const islands = text => {
    const found = []
    for (const token of scan(text)) {
      const last = found.at(-1)
      if (last && /^[ \u00a0()（）*[\]:："'“”‘’「」]*$/.test(text.slice(last.at(-1).end, token.start))) last.push(token)
      else found.push([token])
    }
    return found
  }

  const plain = number => String(+number.toFixed(6))
  const range = (low, high) => (low === high ? plain(low) : `${plain(low)}..${plain(high)}`)
  const lasting = (low, high, worth) => {
    const [, factor, unit] = worth.match(/^(\d+) (.*)$/)
    const [from, to] = [low * factor, high * factor]
    if (unit === "year" && from === 0.5 && to === 0.5) return `${plain(from * 12)} months`
    if (from > to || (unit === "year" && (from % 1 || to % 1))) return null
    return `${range(from, to)} ${unit}${from === to && to === 1 ? "" : "s"}`
  }
  const priced = (low, high, currency) => {
    const digits = data.digits[currency] ?? 2
    const minor = [low, high].map(one => one * 10 ** digits)
    if (low > high || minor.some(one => Math.abs(one - Math.round(one)) > 1e-6)) return null
    const isRound = low < high && !(low % 1) && !(high % 1)
    const said = [low, high].map(one => (isRound ? plain(one) : one.toFixed(digits)))
    return `${low === high ? said[0] : said.join("..")} ${currency}`
  }

  // 两成五 is a quarter; 八五折, 8.5折 and 85折 leave so much, and take off the rest.
  const parted = ([{ said }, { worth }, more]) => {
    if (worth === "tenths" && chinese(said) > 0 && chinese(said) < 10) {
      const rest = more?.kind === "chinese" ? NUMERALS.indexOf(more.said) : 0
      return rest < 0 ? null : { value: `${chinese(said) * 10 + rest}%`, next: more?.kind === "chinese" ? 3 : 2 }
    }
    const left = worth === "off" && [...said.replace(".", "")].map(char => (/\d/.test(char) ? +char : NUMERALS.indexOf(char)))
    if (!left || left.length > 2 || left.some(digit => !(digit > 0))) return null
    if (left[1] > left[0] && chinese(said) === null) return null // 七八折: seven or eight tenths, or 78 hundredths
    return { value: `${100 - left[0] * 10 - (left[1] ?? 0)}%`, next: 2 }
  }

  // One quantity at the head of an island: its value and how many words it took; null where it is none of the plain ways.
  const isNumber = token => token && /^(number|tens|chinese|half)$/.test(token.kind)
  const head = (words, before, text) => {
    const ends = at => {
      if (!isNumber(words[at])) return null
      const low = numberOf(words[at])
      const second = words[at + 1]?.worth === "range" && words[at + 1].kind === "joint" && isNumber(words[at + 2])
      const high = second ? numberOf(words[at + 2]) : low
      if (low === null || high === null || (second && /from\s*$/i.test(before)) || (second && low >= high)) return null
      return { low, high, next: at + (second ? 3 : 1), isWord: words[at].worth !== "exact" }
    }
    if (words[0].kind === "money" && words[0].worth && /[^A-Za-z\u4e00-\u9fff]$/.test(words[0].said) && words[1]?.worth === "exact") {
      const found = ends(1)
      if (!found || words[found.next]?.kind === "money") return null
      return { value: priced(found.low, found.high, words[0].worth), next: found.next }
    }
    if (words[0].kind === "whole" && words[0].worth.endsWith("%") && words.length === 1) return { value: words[0].worth, next: 1 }
    if (words[0].worth === "before" && isNumber(words[1]) && !isNumber(words[2])) {
      const share = numberOf(words[1])
      return share > 0 && share <= 100 ? { value: `${plain(share)}%`, next: 2 } : null
    }
    const tenths = words[1]?.kind === "percent" && parted(words)
    if (tenths) return tenths
    const found = ends(0)
    if (!found || /(?:half|third|quarter|fifth|tenth)s? of\s*$/i.test(before)) return null
    let { low, high, next } = found
    let isWorked = false
    while (/^(worked|between)$/.test(words[next]?.kind)) isWorked = words[next++].kind === "worked" || isWorked
    const unit = words[next]
    if (unit?.kind === "percent" && unit.worth === "1" && next === found.next) {
      const isExact = [low, high].every(one => Math.abs(one * 100 - Math.round(one * 100)) < 1e-6)
      return isExact ? { value: `${range(low, high)}%`, next: next + 1 } : null
    }
    if (unit?.kind === "money" && unit.worth && next === found.next && !(/\$$|[^A-Za-z\u4e00-\u9fff]$/.test(unit.said))) return { value: priced(low, high, unit.worth), next: next + 1 }
    if (unit?.kind !== "unit" || !unit.worth || (unit.said === "日" && text[unit.end] === "前") || (unit.worth.endsWith(" second") && found.isWord)) return null
    // "One day" and 一天 are idioms as often as lengths.
    if (low === 1 && high === 1 && found.isWord) return null
    const isDay = unit.worth === data.day
    if (isWorked && !isDay) return null
    if (low % 1 && words[0].kind !== "half" && !/hour|minute|day/.test(unit.worth)) return null
    return { value: lasting(low, high, isWorked ? data.worked : unit.worth), next: next + 1 }
  }
  const isDate = words => {
    if (words.some(({ worth }) => worth === "date") || (words.length === 1 && words[0].kind === "month")) return true
    const kinds = words.map(({ kind, said }) => (isNumber({ kind }) ? "n" : kind === "month" ? "m" : /^[年日号]$/.test(said) ? "d" : "x")).join("").replace(/^x+/, "")
    return /^(n?mn?n?|ndnmnd|nmnd|ndnm|ndn[dm]nd?)$/.test(kinds)
  }
  const isSomething = words => words.some(({ kind, worth }) => kind === "whole" || (kind === "month" && worth === "exact"))
    || (words.some(({ kind }) => /^(unit|percent|money|month)$/.test(kind)) && words.some(token => isNumber(token) || /^(numeral|article)$/.test(token.kind)))

  const RAISED = /[\u00b2\u00b3\u00b9\u2070\u2074-\u2079]/
  // What a reader takes an unusual character for (⑭, 𝐝, ¹): others, or nothing where it shows nothing.
  const folded = char => {
    if (/^[\x00-\xb1\xb4-\xb8\xba-\xff\u2012-\u2027\u3001-\u301f\u4e00-\u9fff]$|^\s$/.test(char)) return char
    if (/^[\u2010\u2011]$/.test(char)) return "-"
    if (/^[\p{Cf}\p{Mn}\p{Me}]$/u.test(char)) return ""
    const same = char.normalize("NFKC")
    if (!/^\p{Nd}$/u.test(same)) return /\p{Nd}\u2044/u.test(same) ? char : same.replace(/^\(?(\d+)[.)]$/, (_, digits) => digits)
    let value = 0
    while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(same.codePointAt(0) - value - 1))) value++
    return String(value)
  }
  // A raised digit behind a word or a number leads to a note: 30 days², 20 m².
  const isOfNote = (raw, at) => {
    if (!RAISED.test(raw[at])) return false
    while (RAISED.test(raw[at - 1] ?? "")) at--
    return /[a-z0-9)%"]/i.test(raw[at - 1] ?? "")
  }
  // The quantities of a text. `value` is in the notation of the policy; null: something to look at.
  const read = raw => {
    let text = ""
    const [places, found] = [[], []]
    for (let at = 0; at < raw.length; ) {
      const char = String.fromCodePoint(raw.codePointAt(at))
      const said = isOfNote(raw, at) ? "" : folded(char)
      for (let one = 0; one < said.length; one++) places.push([at, at + char.length])
      ;[text, at] = [text + said, at + char.length]
    }
    const placed = ({ start, end, ...rest }) => ({ start: places[start][0], end: places[end - 1][1], ...rest })
    for (const island of islands(text)) {
      let words = island
      const readings = []
      while (words.length) {
        while (words[0] && /^(joint|article|between|worked)$/.test(words[0].kind) && !readings.length && words.length > 1 && words[0].kind !== "article") words = words.slice(1)
        const one = words.length ? head(words, text.slice(0, words[0].start), text) : null
        if (!one || one.value === null) break
        const last = words[one.next - 1]
        readings.push({ start: words[0].start, end: last.end, value: one.value })
        words = words.slice(one.next)
        if (words.length > 1 && /^(or|,|、|或)$/i.test(words[0].said)) words = words.slice(1)
        else if (words.length) break
      }
      // What joins nothing behind the last is a word of the sentence: 三到五个工作日到账.
      if (readings.length && words.every(({ kind }) => kind === "joint")) found.push(...readings)
      else if (isSomething(island)) {
        const [start, end] = [island[0].start, island.at(-1).end]
        found.push({ start, end, value: null, isDate: isDate(island) })
      }
    }
    return found.map(placed)
  }

  // ---- replies: each sentence of a reply is known, with the places of its values and blanks

  // Straight or curly, quotation marks are the same; letter by letter, so that every place stays where it is. Straight
  // ones open and close in turn: where a sentence ends hangs on it.
  const curled = text => text.replace(/[^\n]+/g, line => {
    let isOpen = false
    return line.replace(/"/g, () => ((isOpen = !isOpen) ? "“" : "”"))
  })
  const WIDE = { "，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "！": "!", "？": "?", "．": "." }
  const alike = text => text.replace(/[“”„＂]/g, '"').replace(/[‘’＇]/g, "'").replace(/[，；：（）！？．]/g, sign => WIDE[sign])
  const squeeze = text => alike(text).replace(/\s+/g, " ").trim()
  const bare = text => alike(text).replace(/\s+/g, "")
  // Spaces beside Chinese are a matter of taste.
  const CHINESE = /[\u3000-\u303f\u4e00-\u9fff]/
  const escape = text => [...text].map(char => char === " " ? "\\s*" : char.replace(/[.*+?^${}()|[\]\\/]/, "\\$&") + (CHINESE.test(char) ? "\\s*" : "")).join("")
  const sentences = data.sentences.map(([reply, lang, parts]) => {
    const words = parts.filter(part => typeof part === "string").sort((one, other) => other.length - one.length)
    let match
    return {
      reply, lang, parts, text: `${reply} ${lang}`, slots: parts.filter(part => part && typeof part === "object"), key: bare(words[0] ?? ""), letters: words.join("").match(/[\p{L}\p{N}]/gu)?.length ?? 0,
      get match() {
        return (match ??= new RegExp(`^${parts.map(part => (typeof part === "string" ? escape(alike(part)) : part === 0 ? "(?:.{0,300}?)" : "(.{1,400}?)")).join("")}$`))
      },
      // As it stands today, with a sign for each blank.
      get said() {
        return parts.map(part => (part === 0 ? "…" : part.s ?? part)).join("")
      },
    }
  }).filter(({ letters }) => letters > 0)
  // A mail quotes (> ) and breaks its lines; letter by letter, so that every place stays where it is.
  const unquoted = text => text.replace(/^[ \t]*(?:>[ \t]?)+/gm, lead => " ".repeat(lead.length))
    .replace(/([^\n]{30,})\n(?=[ \t]*[^\s])(?![ \t]*(?:\d+\.|[-*•])\s)/g, (_, line) => `${line} `)
  // The pieces of a text between the ends of sentences, with their places.
  const pieces = text => {
    const found = []
    const end = new RegExp(data.end, "g")
    for (let start = 0; start < text.length; ) {
      end.lastIndex = start
      const stop = end.exec(text) ? end.lastIndex : text.length
      const said = text.slice(start, stop)
      const lead = said.match(/^\s*(?:(?:\d+\.|[-*•])\s+)?/)[0].length
      if (said.slice(lead).trim()) found.push({ start: start + lead, end: start + said.trimEnd().length })
      start = stop
    }
    return found
  }
  // So much has to speak for a reply before it is named: one sentence that only two replies have.
  const TELLING = 0.5
  const isEnding = text => /[.!?]\s|[。！？!?]\s*[^\s”’)]/.test(text)
  const known = said => {
    const letters = bare(said)
    return sentences.flatMap(one => {
      const values = letters.includes(one.key) && one.match.exec(said)?.slice(1).map(value => value.trim())
      // What stands for a value is no sentence with another before it.
      return values && values.every((value, at) => isEnding(one.slots[at].s) || !isEnding(value)) ? [{ one, values }] : []
    })
  }

  // A week is seven days, and a year twelve months, to the policy as to everybody.
  const PLAINER = { week: [7, "days"], year: [12, "months"] }
  const inDays = value => value.replace(/^([\d.]+)(?:\.\.([\d.]+))? (week|year)s?$/, (_, low, high, unit) => `${range(low * PLAINER[unit][0], (high ?? low) * PLAINER[unit][0])} ${PLAINER[unit][1]}`)
  const byDays = new Map()
  for (const value in data.values) byDays.set(inDays(value), [...(byDays.get(inDays(value)) ?? []), value])
  const values = text => read(text).map(({ value }) => value && inDays(value))

  // ---- words that decide: see generator/language/telling.py

  const telling = Object.fromEntries(Object.entries(data.telling).map(([lang, words]) => {
    const any = words.map(([, , source]) => `(${source})`).join("|")
    return [lang, { words, match: new RegExp(lang === "en" ? `(?<![a-z])(?:${any})(?![a-z])` : any, "g") }]
  }))
  const lowered = text => alike(text).toLowerCase().replace(/\bcannot\b|\bcan't\b/g, "can not").replace(/n't\b/g, " not")
  // What is meant by such words, kind by kind, and the rest of the text.
  const meant = (text, lang) => {
    const kinds = { bound: [], event: [], first: [], joined: [], who: [], refused: [], limited: [], thing: [], place: [], none: [] }
    const rest = lowered(text).replace(telling[lang].match, (...found) => {
      const [kind, means] = telling[lang].words[found.slice(1).findIndex(Boolean)]
      kinds[kind].push(means)
      return " "
    })
    return { kinds, rest }
  }
  const has = (one, other) => one.every(means => other.includes(means))
  const count = (list, means) => list.filter(one => one === means).length
  const isTurned = (was, is, one, other) => (count(was, one) - count(is, one)) * (count(was, other) - count(is, other)) < 0
  // Whether words of one text promise something else than those of another.
  const isOther = (was, is) => {
    const sided = ({ bound }) => bound.filter(side => side !== "most").sort().join()
    return sided(was) !== sided(is)
      || !has(was.event, is.event)
      || (was.first.length > 0 && is.first.length > 0 && !has(was.first, is.first))
      || isTurned(was.joined, is.joined, "and", "or")
      || isTurned(was.who, is.who, "we", "you")
      || (was.who.join() !== is.who.join() && [...was.who].sort().join() === [...is.who].sort().join())
      || was.refused.length !== is.refused.length
      || was.limited.length !== is.limited.length
      || ["thing", "place"].some(kind => !has(was[kind], is[kind]) || !has(is[kind], was[kind]))
  }
  const FILLING = {
    en: /^(?:an?|the|is|are|was|were|be|been|its?|this|that|to|of|for|in|on|at|by|will|would|can|could|may|must|do|does|did|have|has|had|please|also|then|still|so|just|any|some|as|from|after|since|with|calendar|day)$/,
    zh: /^[的了会也还就请将要可以把是在来都为给之即]$/,
  }
  const tokensOf = text => [...lowered(text).matchAll(/(\s*)([a-z0-9$%]+(?:[.,'’-][a-z0-9]+)*|\S)/g)].map(([, gap, said]) => ({ gap, said }))
  const isWord = ({ said }) => /[\p{L}\p{N}$%]/u.test(said)
  const textOf = tokens => tokens.map(({ gap, said }) => gap + said).join("")
  const restOf = (text, lang) => tokensOf(meant(text, lang).rest).filter(isWord).map(({ said }) => said).filter(said => !FILLING[lang].test(said))

  // Not within a time but behind it: after 3 days, 3 天后.
  const isAfter = text => read(text).some(({ start, end }) => /\bafter\s*$/i.test(text.slice(0, start)) || /^\s*[之以]?后/.test(text.slice(end)))
  // Two texts of which one says a value: the same, the same value in other words, or something else.
  const judge = (was, is, lang) => {
    if (bare(was) === bare(is)) return "same"
    const [own, others] = [values(was), values(is)]
    if (own.join() !== others.join() || own.includes(null)) return "changed"
    if (isAfter(was) && !isAfter(is)) return "changed"
    const without = text => read(text).reduceRight((left, { start, end }) => `${left.slice(0, start)} ${left.slice(end)}`, text)
    const [said, today] = [meant(without(was), lang), meant(without(is), lang)]
    if (isOther(said.kinds, today.kinds)) return "changed"
    const alone = text => restOf(text, lang).join()
    const isFull = Object.keys(said.kinds).every(kind => said.kinds[kind].length === today.kinds[kind].length)
    return isFull && alone(without(was)) === alone(without(is)) ? "same" : "beside"
  }
  // What became of one place of a value: as today, or what it was and in which version.
  const place = (slot, was, lang) => {
    const state = judge(was, slot.s, lang)
    if (state === "same") return { state }
    const versions = Object.keys(slot.w ?? {}).filter(version => alike(slot.w[version]) === was)
    return { state, was, is: slot.s, terms: slot.t, versions }
  }

  // ---- a sentence that is not word for word one of ours: the one of today that is most like it

  const grams = text => {
    const words = tokensOf(text).filter(isWord).map(({ said }) => said)
    return new Set([...words, ...words.slice(1).map((word, at) => `${words[at]} ${word}`)])
  }
  const NEAR = 0.5
  const nearest = (text, like) => {
    const own = grams(text)
    let [best, most] = [null, NEAR]
    for (const one of sentences) {
      one.grams ??= grams(one.said)
      let shared = 0
      for (const gram of own) if (one.grams.has(gram)) shared++
      const score = (2 * shared) / (own.size + one.grams.size) + (one.text === like ? 0.1 : 0)
      if (shared && score > most) [best, most] = [one, score]
    }
    return best
  }
  // What of a text stands for the words of a sentence, leaving out what fills its blanks, and what of it is new.
  const aligned = (text, one) => {
    const [said, today] = [tokensOf(text), one.parts.flatMap(part => (part === 0 ? [null] : tokensOf(part.s ?? part)))]
    const costs = Array.from({ length: said.length + 1 }, () => new Float64Array(today.length + 1))
    const isSame = (i, j) => today[j] && said[i].said === today[j].said
    for (let i = said.length; i >= 0; i--) for (let j = today.length; j >= 0; j--) {
      if (i === said.length && j === today.length) continue
      const isBlank = today[j] === null
      costs[i][j] = Math.min(
        i < said.length ? costs[i + 1][j] + (isBlank ? 0.01 : 1) : Infinity,
        j < today.length ? costs[i][j + 1] + (isBlank ? 0 : 1) : Infinity,
        i < said.length && j < today.length && isSame(i, j) ? costs[i + 1][j + 1] : Infinity,
      )
    }
    const [kept, added] = [[], []]
    for (let i = 0, j = 0; i < said.length; ) {
      if (j < today.length && isSame(i, j) && costs[i][j] === costs[i + 1][j + 1]) {
        kept.push(said[i++])
        j++
      } else if (j < today.length && costs[i][j] === costs[i][j + 1] + (today[j] === null ? 0 : 1)) j++
      else {
        if (today[j] !== null) {
          kept.push(said[i])
          added.push(said[i])
        }
        i++
      }
    }
    return { kept: textOf(kept), added: textOf(added) }
  }
  const FEW = { en: 1, zh: 2 }
  const near = (text, like) => {
    const one = nearest(text, like)
    if (!one) return null
    const { kept, added } = aligned(text, one)
    const today = one.said.replaceAll("…", " ")
    const [own, others] = [values(kept), values(today)]
    const fresh = restOf(added, one.lang).length
    const told = { today: one.said, reply: one.reply, one }
    if (own.some(value => value && !others.includes(value))) return fresh > 3 * FEW[one.lang] ? null : { ...told, state: "changed" }
    const [was, is] = [meant(kept, one.lang).kinds, meant(today, one.lang).kinds]
    const isGone = ["thing", "place"].some(kind => !has(is[kind], was[kind]))
    const isElse = fresh <= FEW[one.lang] + (isGone ? 2 : 0) && isOther(was, is)
    return { ...told, state: isElse ? "changed" : "beside" }
  }
  // A quantity outside of the sentences that we know.
  const loose = reading => {
    if (reading.value === null) return { state: reading.isDate ? "date" : "unread" }
    const today = (byDays.get(inDays(reading.value)) ?? []).flatMap(value => data.values[value])
    if (today.length) return { state: "maybe", terms: today }
    const past = data.past.filter(([, value]) => inDays(value) === inDays(reading.value))
    if (past.length) return { state: "old", terms: [...new Set(past.map(([term]) => term))], versions: [...new Set(past.map(([, , version]) => version))] }
    return { state: "nowhere" }
  }

  /** All that can be said of a text: a list of marks in its order, the stamp, the reply that it is most like. */
  const check = raw => {
    const text = unquoted(raw)
    const stamp = text.match(new RegExp(data.stamp, "i"))?.slice(1).find(Boolean)?.replace(/[.。]$/, "")
    const own = pieces(curled(text))
    const found = []
    for (let at = 0; at < own.length; ) {
      // What fills a blank may hold the end of a sentence, so that two or three pieces are one.
      const spans = [1, 2, 3, 4].filter(count => at + count <= own.length)
      const hit = spans.map(count => {
        const span = { start: own[at].start, end: own[at + count - 1].end, count }
        return { ...span, matches: known(squeeze(text.slice(span.start, span.end))) }
      }).find(({ matches }) => matches.length) ?? { ...own[at], count: 1, matches: [] }
      found.push(hit)
      at += hit.count
    }
    // A sentence counts the less, the more replies have it: a greeting tells none of them.
    const votes = new Map()
    for (const { matches } of found) {
      const texts = new Set(matches.map(({ one }) => one.text))
      for (const text of texts) votes.set(text, (votes.get(text) ?? 0) + 1 / texts.size)
    }
    const [most, weight] = [...votes].sort(([, one], [, other]) => other - one)[0] ?? [null, 0]
    const like = weight >= TELLING ? most : null
    const marks = []
    const met = new Set() // in other words
    for (const { start, end, matches } of found) {
      const judged = matches.map(({ one, values }) => ({ one, places: values.map((was, at) => place(one.slots[at], was, one.lang)).filter(({ state }) => state !== "same") }))
      const best = judged.sort((one, other) => (other.one.text === like) - (one.one.text === like) || one.places.length - other.places.length || other.one.letters - one.one.letters)[0]
      const said = text.slice(start, end)
      if (best) {
        const states = best.places.map(({ state }) => state)
        marks.push({ start, end, state: states.includes("changed") ? "changed" : (states[0] ?? "same"), places: best.places })
      } else {
        if (new RegExp(data.stamp, "i").test(said)) continue
        const other = near(said, like)
        if (other) {
          met.add(other.one)
          marks.push({ start, end, ...other })
          continue
        }
        const readings = read(said)
        for (const reading of readings) marks.push({ ...loose(reading), start: start + reading.start, end: start + reading.end })
        if (!readings.length) marks.push({ start, end, state: "unknown" })
      }
    }
    const all = sentences.filter(one => one.text === like)
    const lacks = all.filter(one => !met.has(one) && !found.some(({ matches }) => matches.some(match => match.one === one)))
    return { marks, reply: like?.split(" ")[0] ?? null, stamp: stamp && { version: stamp, state: stamp === data.version ? "same" : data.versions.includes(stamp) ? "old" : "unknown" }, lacks: lacks.length, all: all.length }
  }

  return { read, check }
}

// The page: what is pasted is answered below, in words of the page's language.
globalThis.samepageCheckReplies = (data) => {
  const { check } = samepageChecker(data)
  const form = document.querySelector("form.checker")
  const words = JSON.parse(form.querySelector(".checked").dataset.words)
  const lang = document.documentElement.lang.startsWith("zh") ? "zh" : "en"
  const fill = (pattern, blanks) => pattern.replace(/\{(\w+)\}/g, (_, name) => blanks[name])
  const make = (tag, className, ...children) => {
    const element = Object.assign(document.createElement(tag), { className })
    element.append(...children)
    return element
  }
  const link = (address, said) => Object.assign(make("a", "", said), { href: form.dataset.root + address })
  const termLinks = terms => terms.flatMap((term, at) => [...(at ? [words.comma] : []), data.names[term] ? link(`policy/#term.${term}`, data.names[term][lang]) : term])
  // A pattern with one place for elements.
  const around = (pattern, children) => {
    const [before, after] = pattern.split("{names}")
    return [before, ...children, after ?? ""]
  }
  const say = (mark) => {
    if (mark.places) {
      return mark.places.map(({ state, was, is, terms, versions }) => make("p", "", make(state === "changed" ? "s" : "span", "", was), ` ${words.now} `, make("strong", "", is), " (",
        ...termLinks(terms), versions.length ? `${words.join}${fill(words.version, { versions: versions.join(words.comma) })}` : "", ")",
        state === "changed" ? "" : ` ${words.otherwise}`))
    }
    // In other words than ours, or with other values: ours stands beside it, with the way to its reply.
    if (mark.today) return [words[mark.state === "changed" ? "not_so" : "beside"], make("p", "", make("strong", "", mark.today), " (", link(`replies/${mark.reply}/`, data.replies[mark.reply][lang]), ")")]
    if (mark.state === "maybe") return around(words.maybe, termLinks(mark.terms))
    if (mark.state === "old") return around(fill(words.old, { versions: mark.versions.join(words.comma), names: "{names}" }), termLinks(mark.terms))
    return [words[mark.state]]
  }
  const GROUPS = { same: "same", changed: "changed", old: "changed", nowhere: "changed", beside: "look", maybe: "look", unread: "look", date: "look", unknown: "look" }
  const answer = (text) => {
    const { marks, reply, stamp, lacks, all } = check(text)
    const echo = make("div", "echo")
    const list = make("ol", "")
    const count = { same: 0, changed: 0, look: 0 }
    let at = 0
    for (const mark of marks) {
      const group = GROUPS[mark.state]
      // A sentence may hold several values that are no longer right.
      const places = mark.places?.filter(({ state }) => GROUPS[state] === group).length
      count[group] += places || 1
      const said = text.slice(mark.start, mark.end)
      echo.append(text.slice(at, mark.start), make("mark", group, said))
      at = mark.end
      if (group !== "same") list.append(make("li", group, make("q", "", said), " ", ...say(mark)))
    }
    echo.append(text.slice(at))
    const summary = marks.length ? fill(words.summary, count) : words.none
    const stamped = words[`stamp_${stamp?.state ?? "none"}`]
    const facts = make("ul", "", make("li", stamp?.state ?? "", fill(stamped, { version: stamp?.version, today: data.version })))
    if (reply) facts.append(make("li", "", ...around(words.reply, [link(`replies/${reply}/`, data.replies[reply][lang])]), lacks ? ` ${fill(lacks * 2 > all ? words.few : lacks === 1 ? words.lacks_one : words.lacks, { count: lacks, found: all - lacks, all })}` : ""))
    form.querySelector(".checked").replaceChildren(make("p", "", make("strong", "", summary)), facts, list, echo)
    form.querySelector("[role=status]").textContent = summary
  }
  form.addEventListener("submit", () => answer(form.querySelector("textarea").value))
  form.addEventListener("reset", () => {
    form.querySelector(".checked").replaceChildren()
    form.querySelector("[role=status]").textContent = ""
  })
  return answer
}
