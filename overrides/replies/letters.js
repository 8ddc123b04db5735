// Texts letter by letter: what is pasted is compared as if quotation marks, widths and spaces were all alike.
"use strict"

globalThis.samepageLetters = (data) => {
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

  return { curled, alike, squeeze, bare, unquoted, pieces }
}
