// What Material expects before the page is drawn (it would stand in the page itself, which a strict policy forbids),
// then the small things that only staff pages have: the card of a value, reviews, replies.
{
  const own = document.currentScript
  window.__md_scope = new URL(own.dataset.base, location)
  window.__md_hash = text => [...text].reduce((hash, char) => (hash << 5) - hash + char.charCodeAt(0), 0)
  window.__md_get = (key, store = localStorage, scope = __md_scope) => JSON.parse(store.getItem(`${scope.pathname}.${key}`))
  window.__md_set = (key, value, store = localStorage, scope = __md_scope) => {
    // Private windows refuse; the page still works.
    try { store.setItem(`${scope.pathname}.${key}`, JSON.stringify(value)) } catch {}
  }
}

// The reader's colours before the first paint.
new MutationObserver((_, observer) => {
  if (!document.body) return
  observer.disconnect()
  const chosen = __md_get("__palette")?.color
  const scheme = chosen?.scheme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default")
  document.body.setAttribute("data-md-color-scheme", scheme)
}).observe(document.documentElement, { childList: true })

// Material loads the whole search index with every page; here it waits until somebody is about to search.
{
  const wanted = new Promise(resolve => {
    if (new URLSearchParams(location.search).has("q")) resolve()
    for (const event of ["focusin", "change", "keydown"])
      document.addEventListener(event, ({ target, key }) => {
        if (target.closest?.("[data-md-component=search]") || target.id === "__search" || key === "/" || key === "s" || key === "f") resolve()
      })
  })
  window.XMLHttpRequest = class extends XMLHttpRequest {
    #patient = false
    open(method, address, ...rest) {
      this.#patient = String(address).endsWith("/search/search_index.json")
      super.open(method, address, ...rest)
    }
    send(body) {
      if (this.#patient) wanted.then(() => super.send(body))
      else super.send(body)
    }
  }
}

// Material's script asks for a sitemap of every alternate it finds when the page is ready; ours are for crawlers.
document.addEventListener("DOMContentLoaded", () => {
  const links = [...document.querySelectorAll("link[rel=alternate]")]
  for (const link of links) link.rel = "alternate nofollow"
  setTimeout(() => { for (const link of links) link.rel = "alternate" })
  start()
})

function start() {
  // A browser may remember that they were open; an address that searches opens its search itself.
  document.getElementById("__drawer").checked = false
  if (!new URLSearchParams(location.search).has("q")) document.getElementById("__search").checked = false
  const values = document.getElementById("values")

  // A value's card: its name, what it is counted from, its id; from the row of "Values on this page".
  const card = document.createElement("div")
  card.className = "sp-card"
  card.hidden = true
  card.setAttribute("aria-hidden", "true") // the table at the end of the page says the same to everybody
  document.body.append(card)
  let shown
  const hide = () => { card.hidden = true; shown = undefined }
  const facts = id => {
    const row = values?.querySelector(`tr[data-for="${CSS.escape(id)}"]`)
    if (!row) return id
    const parts = [row.querySelector("th").textContent.trim()]
    for (const cell of row.querySelectorAll("td[data-origin]")) {
      const words = cell.textContent.trim()
      if (words && words !== "–" && words !== "—") parts.push(`${cell.dataset.label} ${words}`)
    }
    return [...parts, id].join(" · ")
  }
  document.addEventListener("mouseover", ({ target }) => {
    if (card.contains(target)) return
    const value = target.closest?.("[data-term], [data-derived-from]")
    if (!value || value.closest(".values:not(.promised), tr[id]")) { hide(); return }
    if (value === shown) return
    shown = value
    const terms = (value.dataset.term ?? value.dataset.derivedFrom).split(" ")
    card.replaceChildren(...terms.map(id => Object.assign(document.createElement("div"), { textContent: facts(id) })))
    card.hidden = false
    const box = value.getBoundingClientRect()
    const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - card.offsetWidth - 8))
    const above = box.top - card.offsetHeight - 13
    card.classList.toggle("below", above < 56)
    card.style.left = `${left + scrollX}px`
    card.style.top = `${(above < 56 ? box.bottom + 13 : above) + scrollY}px`
  })
  document.addEventListener("keydown", event => { if (event.key === "Escape") hide() })

  // On paper what is folded stands open.
  addEventListener("beforeprint", () => { for (const each of document.querySelectorAll("details:is(.values, .course)")) each.open = true })

  // A review that was not due when the site was built may be by now.
  for (const due of document.querySelectorAll("[data-overdue]")) {
    const time = due.querySelector("time")
    if (new Date(`${time.dateTime}T23:59:59`) >= new Date()) continue
    due.className = "overdue"
    time.after(" ", Object.assign(document.createElement("strong"), { textContent: due.dataset.overdue }))
  }

  // Replies, and the page that checks them, bring their own script.
  if (document.querySelector(".replies, .checker"))
    document.head.append(Object.assign(document.createElement("script"), { src: new URL("assets/replies.js", __md_scope) }))
}
