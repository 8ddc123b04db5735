// The small reader of quantities: see generator/language/pocket.py.
"use strict"

/** What a text says of quantities, each with its place; and a range as the policy writes it. */
globalThis.samepageQuantities = (data) => {
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
    if (/^an?$/i.test(words[0].said) && /^fortnight$/i.test(words[1]?.said)) return { value: lasting(1, 1, words[1].worth), next: 2 }
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
    // "One day" and 一天 are idioms as often as lengths; 一年内 and 一周内 are none.
    const isLimit = /[年周]$/.test(unit.said) && !/[第有某那这哪每头何后意统唯专单]$/.test(before) && /^[之以]?内|^[，。；]|^$/.test(text.slice(unit.end))
    if (low === 1 && high === 1 && found.isWord && !isLimit) return null
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
        // "A 20% fee": what is counted stands behind the number.
        if (!readings.length && words[1]?.worth === "exact" && /^an?$/i.test(words[0].said)) words = words.slice(1)
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

  return { read, range }
}
