/* The worker of the search, in place of Material's own, of which only the stems of words are used. All of it is only
   loaded with the first message: when somebody searches. */
const theirs = location.search.slice(1)
const SETUP = 0, READY = 1, RESULT = 3
addEventListener("message", event => {
  // Material's worker listens as well, once it is there; it is told nothing.
  event.stopImmediatePropagation()
  if (!self.lunr && /^search\.\w+\.min\.js$/.test(theirs)) importScripts("texts.js", "sayings.js", "finding.js", theirs)
  const { type, data } = event.data
  if (type !== SETUP) return postMessage({ type: RESULT, data: { items: find(data) } })
  learn(data)
  postMessage({ type: READY })
})
