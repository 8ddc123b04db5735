/* Material's worker, and finding.js before and behind it, are only loaded with the first message: when somebody searches. */
const theirs = location.search.slice(1), answer = self.postMessage.bind(self)
self.postMessage = message => {
  if (message.type === 3) message.data.items = ordered(message.data.items)
  answer(message)
}
addEventListener("message", event => {
  if (!event.isTrusted) return
  event.stopImmediatePropagation()
  if (!self.lunr && /^search\.\w+\.min\.js$/.test(theirs)) importScripts("finding.js", theirs)
  const message = { ...event.data }
  if (message.type === 0) learn(message.data)
  else message.data = ask(message.data)
  dispatchEvent(new MessageEvent("message", { data: message }))
})
