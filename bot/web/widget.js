/* Frontdesk's chat widget: one file, no build step, nothing to include but this script.
   <script src="https://bot.example/widget.js" data-widget="default" async></script>
   Options and API: docs/widget.md. The protocol: bot/channels/widget.py. Licence: Apache-2.0. */
(() => {
  "use strict";
  if (customElements.get("frontdesk-chat")) return;

  // ---- Settings: data-* of the script tag, overridden by window.frontdeskSettings

  const script = document.currentScript || document.querySelector('script[src*="widget.js"]');
  const home = new URL(script.src, location.href);
  const options = { widget: "default", color: "#2456c5", ...script.dataset, ...window.frontdeskSettings };
  const locale = options.locale || document.documentElement.lang || navigator.language || "en";
  const language = locale.slice(0, 2).toLowerCase();

  const LANGUAGES = ["en", "de", "fr", "ar"];
  const TEXTS = `
    title | Chat with us | Chat | Discutons | تحدث معنا
    subtitle | Automated assistant | Automatischer Assistent | Assistant automatique | مساعد آلي
    greeting | Hello! How can we help? | Hallo! Wie können wir helfen? | Bonjour ! Comment pouvons-nous vous aider ? | مرحبًا! كيف يمكننا مساعدتك؟
    starters
    open | Open chat | Chat öffnen | Ouvrir le chat | فتح المحادثة
    newest | New messages | Neue Nachrichten | Nouveaux messages | رسائل جديدة
    close | Close chat | Chat schließen | Fermer le chat | إغلاق المحادثة
    unread | New messages: {n} | Neue Nachrichten: {n} | Nouveaux messages : {n} | رسائل جديدة: {n}
    placeholder | Write a message | Nachricht schreiben | Écrire un message | اكتب رسالة
    send | Send | Senden | Envoyer | إرسال
    restart | Start over | Neu beginnen | Recommencer | البدء من جديد
    you | You | Sie | Vous | أنت
    bot | Assistant | Assistent | Assistant | المساعد
    agent | Team member | Team | Équipe | فريقنا
    typing | An answer is being written | Eine Antwort wird geschrieben | Une réponse est en cours | يُكتب الرد الآن
    sending | Sending… | Wird gesendet… | Envoi… | جارٍ الإرسال…
    sent | Sent | Gesendet | Envoyé | أُرسلت
    failed | Not sent | Nicht gesendet | Non envoyé | لم تُرسل
    edit | Edit | Ändern | Modifier | تعديل
    retry | Try again | Noch einmal | Réessayer | حاول مجددًا
    connecting | Connecting… | Verbinden… | Connexion… | جارٍ الاتصال…
    lost | Connection lost. Trying again… | Verbindung verloren. Neuer Versuch… | Connexion perdue. Nouvel essai… | انقطع الاتصال. نحاول مجددًا…
    offline | You are offline. Your messages are kept and sent later. | Sie sind offline. Nachrichten werden aufbewahrt und später gesendet. | Vous êtes hors ligne. Vos messages sont gardés et envoyés plus tard. | أنت غير متصل. نحتفظ برسائلك ونرسلها لاحقًا.
    rate_limited | That was fast. Your message is sent in a moment. | Das ging schnell. Die Nachricht wird gleich gesendet. | C’était rapide. Votre message part dans un instant. | مهلًا، ستُرسل رسالتك بعد لحظات.
    busy | It is busy right now. Your message is kept and sent again. | Gerade ist viel los. Die Nachricht wird noch einmal gesendet. | Il y a du monde. Votre message est gardé et renvoyé. | الخدمة مشغولة. نحتفظ برسالتك ونعيد إرسالها.
    too_long | Please use at most {n} characters. | Bitte höchstens {n} Zeichen. | Au plus {n} caractères, s’il vous plaît. | الحد الأقصى {n} حرفًا.
    refused | The chat is not available right now. | Der Chat ist gerade nicht verfügbar. | Le chat n’est pas disponible. | المحادثة غير متاحة الآن.
    identity_invalid | Your sign-in has expired. Please reload the page. | Die Anmeldung ist abgelaufen. Bitte laden Sie die Seite neu. | Votre session a expiré. Rechargez la page. | انتهت صلاحية الدخول. أعد تحميل الصفحة.
    identity_required | Please sign in to use the chat. | Bitte melden Sie sich für den Chat an. | Connectez-vous pour utiliser le chat. | سجّل الدخول لاستخدام المحادثة.
    helpful | Helpful | Hilfreich | Utile | مفيد
    unhelpful | Not helpful | Nicht hilfreich | Pas utile | غير مفيد
    comment | What was wrong? (optional) | Was war falsch? (freiwillig) | Qu’est-ce qui n’allait pas ? (facultatif) | ما الخطأ؟ (اختياري)
    thanks | Thank you | Vielen Dank | Merci | شكرًا لك
    cards | Products | Produkte | Produits | المنتجات
    previous | Previous | Zurück | Précédent | السابق
    next | Next | Weiter | Suivant | التالي
    image | Picture | Bild | Image | صورة
    source | Source: | Quelle: | Source : | المصدر:
  `;
  const texts = {};
  const t = (key, n) => String(texts[key]).replace("{n}", n);

  function setTexts(reworded) {
    const column = LANGUAGES.indexOf(language) + 1 || 1;
    for (const row of TEXTS.trim().split("\n")) {
      const [key, ...cells] = row.split(" | ").map((cell) => cell.trim());
      texts[key] = cells[column - 1] || cells[0] || "";
    }
    Object.assign(texts, reworded, options.texts);
    for (const label of labels) label();
  }

  // ---- Memory: localStorage where it may be used, else as long as the page lives

  const PREFIX = `frontdesk:${home.host}:${options.widget}:`;
  const fallback = new Map();
  const memory = {
    get(key) {
      if (fallback.has(key)) return fallback.get(key);
      try {
        return JSON.parse(localStorage.getItem(PREFIX + key));
      } catch {
        return null;
      }
    },
    set(key, value) {
      fallback.delete(key);
      try {
        if (value === null) localStorage.removeItem(PREFIX + key);
        else localStorage.setItem(PREFIX + key, JSON.stringify(value));
      } catch {
        if (value !== null) fallback.set(key, value);
      }
    },
    keys(start) {
      const keys = [...fallback.keys()];
      try {
        for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) keys.push(key.slice(PREFIX.length));
      } catch {
        // those of this page, then
      }
      return keys.filter((key) => key.startsWith(start));
    },
  };

  // ---- Elements

  // functions that write the texts of what is always there
  const labels = [];
  /** Make an element of a tag, with its classes after dots. A function is a listener; "t:key" is a text that the shop may reword later. `label` is for those who cannot see the element. */
  function h(tag, attributes = {}, ...children) {
    const [kind, ...classes] = tag.split(".");
    const element = document.createElement(kind);
    if (classes.length) element.className = classes.join(" ");
    const set = (name, value) => element.setAttribute(name === "label" ? "aria-label" : name, value);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(name, value);
      else if (/^t:/.test(value)) relabel(() => set(name, t(value.slice(2))));
      else set(name, value);
    }
    element.append(...children.filter((child) => child));
    return element;
  }

  function relabel(label) {
    labels.push(label);
    label();
  }

  const button = (attributes, ...children) => h("button", { type: "button", ...attributes }, ...children);

  const ICONS = {
    chat: "M4 5.5h16v11h-9l-4.5 3.5v-3.5H4z",
    down: "m6 9.5 6 6 6-6",
    close: "m6 6 12 12M18 6 6 18",
    restart: "M4.5 12a7.5 7.5 0 1 0 2.4-5.5M4.5 4v4h4",
    send: "M12 19V5.5M6 11l6-6 6 6",
    thumb: "M7 10.5v9H4v-9zM7 11l4-7.5c1.7 0 2.5 1.2 2.2 2.7l-.7 3.3h5.3c1.4 0 2.3 1.2 2 2.5l-1.3 5.6c-.3 1.2-1.1 1.9-2.3 1.9H7",
    arrow: "m9.5 6 6 6-6 6",
  };
  function icon(name) {
    const [svg, path] = ["svg", "path"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", ICONS[name]);
    svg.append(path);
    return svg;
  }

  const CALL = /^(mailto|tel):[^/]/i;
  /** Return what may be loaded or opened, else "": https, or a path on the host of this script. */
  function safeAddress(address, others) {
    if (typeof address !== "string" || /[\s\\]/.test(address)) return "";
    if (others?.test(address)) return address;
    if (!/^(https:\/\/[^/]|\/(?!\/))/i.test(address)) return "";
    try {
      return new URL(address, home).href;
    } catch {
      return "";
    }
  }

  function link(address, attributes, ...children) {
    const isHere = address.startsWith(`${location.origin}/`);
    const target = isHere ? {} : { target: "_blank", rel: "noopener noreferrer" };
    return h("a", { href: address, click: () => isHere && phone.matches && close(), ...target, ...attributes }, ...children);
  }

  const TAGS = "p br strong em del code pre ul ol li blockquote a".split(" ");
  let policy = { createHTML: (html) => html };
  try {
    if (window.trustedTypes) policy = trustedTypes.createPolicy("frontdesk", policy);
  } catch {
    // the page allows other policies only: replies are shown as plain text
  }

  /** Return a reply's HTML as nodes. The server has cleaned it; only known tags are copied all the same. */
  function rich(html) {
    const parsed = new DOMParser().parseFromString(policy.createHTML(html), "text/html");
    return copy(parsed.body, document.createDocumentFragment());
  }

  function copy(from, to) {
    for (const node of from.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) to.append(node.data);
      if (!TAGS.includes(node.localName)) continue;
      const address = node.localName === "a" && safeAddress(node.getAttribute("href"), CALL);
      const element = address ? link(address) : h(node.localName === "a" ? "span" : node.localName);
      if (node.start > 1) element.start = node.start;
      to.append(copy(node, element));
    }
    return to;
  }

  // ---- The conversation: messages by position; those without one wait for their acknowledgement

  // position -> element
  const shown = new Map();
  // client id -> element
  const waiting = new Map();
  // position -> feedback that the server has not confirmed
  const judged = new Map();
  // what the customer wrote and the server has not acknowledged, oldest first
  let pending = [];
  let conversation = null;
  // the highest position received
  let since = 0;
  // the lowest one
  let oldest = Infinity;
  let hasEarlier = false;
  let isLoading = false;
  // the highest one there was at the welcome
  let lastAtWelcome = 0;
  // what was there before is not announced
  let quietUntil = 0;
  let limit = 2000;

  const positionOf = (element) => Number(element.dataset.position);

  function show(frame) {
    const known = shown.get(frame.position);
    if (known && !known.dataset.early) return null;
    known?.remove();
    if (frame.client_id) forget(frame.client_id);
    const element = render(frame);
    shown.set(frame.position, element);
    oldest = Math.min(oldest, frame.position);
    place(element);
    return element;
  }

  function place(element) {
    let next = null;
    for (let other = items.lastChild; other && positionOf(other) > positionOf(element); other = other.previousSibling) next = other;
    items.insertBefore(element, next);
    markDay(element);
    if (next) markDay(next);
  }

  function markDay(element) {
    const day = (at) => new Date(at * 1000).toLocaleDateString(locale, { dateStyle: "full" });
    const before = element.previousSibling?.dataset.at || Date.now() / 1000;
    delete element.dataset.day;
    if (day(element.dataset.at) !== day(before)) element.dataset.day = day(element.dataset.at);
  }

  function clear() {
    for (const element of shown.values()) element.remove();
    shown.clear();
    judged.clear();
    oldest = Infinity;
    hasEarlier = isLoading = false;
  }

  /** Bring everything in line that depends on which messages there are. */
  function refresh() {
    let isOld = false;
    for (const element of [...items.children].reverse()) {
      isOld = isOld || element.matches(".customer");
      const row = element.querySelector(":scope > .choices");
      // an old "Yes" must not answer a new question
      if (row) row.hidden = isOld;
    }
    const isEmpty = !items.children.length;
    greeting.hidden = hasEarlier;
    greeting.lastChild.hidden = !isEmpty;
    restart.hidden = isEmpty;
    let read = memory.get("read") || {};
    if (isOpen && !document.hidden && read.conversation === conversation && since > read.position) memory.set("read", (read = { conversation, position: since }));
    const unread = [...shown.values()].filter((one) => !one.matches(".customer") && positionOf(one) > read.position).length;
    if (unread !== Number(badge.textContent)) emit("unread", { count: unread });
    badge.textContent = unread || "";
    launcher.setAttribute("aria-label", t(isOpen ? "close" : "open") + (unread ? `. ${t("unread", unread)}` : ""));
  }

  /** Scroll to the end, but not past the beginning of an answer that has just come. */
  function reveal(isNews) {
    const last = items.lastChild;
    let first = null;
    for (let one = last; isNews && one && !one.matches(".customer") && last.dataset.at - one.dataset.at < 5; one = one.previousSibling) first = one;
    newest.hidden = true;
    scroll.scrollTop = first ? first.offsetTop - 16 : scroll.scrollHeight;
  }

  const isAtEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120;

  function loadEarlier() {
    if (!ready || !isOpen || !hasEarlier || isLoading || scroll.scrollTop > 80 || since < lastAtWelcome) return;
    isLoading = true;
    post({ type: "history", before: oldest, limit: 30 });
  }

  // ---- One message

  function render(frame) {
    const author = /^(customer|agent)$/.test(frame.author) ? frame.author : "bot";
    const who = t(author === "customer" ? "you" : author);
    const element = h(`div.message.${author}`, { "data-position": frame.position, "data-at": frame.at });
    element.append(h(author === "agent" ? "span.by" : "span.unseen", {}, author === "agent" ? who : `${who}: `));
    if (frame.text || frame.html) element.append(bubble(frame));
    const image = safeAddress(frame.image);
    if (image) element.append(link(image, { class: "image", target: "_blank" }, picture(image, t("image"))));
    if (frame.cards?.length) element.append(carousel(frame.cards));
    if (frame.buttons?.length) element.append(choices(frame.buttons));
    element.append(footer(frame, author));
    return element;
  }

  function bubble(frame) {
    const element = h("div.bubble", { dir: "auto" });
    try {
      element.append(frame.html ? rich(frame.html) : frame.text);
    } catch {
      element.append(frame.text || "");
    }
    if (!element.querySelector("p,ul,ol,pre")) element.classList.add("plain");
    return element;
  }

  const picture = (address, alt) => h("img", { src: address, alt, loading: "lazy", error: (event) => event.target.remove() });

  const choices = (buttons) =>
    h("div.choices", {}, ...buttons.map(({ title, payload }) => button({ dir: "auto", click: () => send(payload, title) }, String(title))));

  function carousel(cards) {
    const list = h("ul", {}, ...cards.map(card));
    if (cards.length === 1) return h("div.carousel", {}, list);
    const step = (by) => {
      const left = by * (root.dir === "rtl" ? -1 : 1) * (list.firstChild.offsetWidth + 10);
      list.scrollBy({ left, behavior: still.matches ? "auto" : "smooth" });
    };
    const previous = button({ class: "previous", label: t("previous"), click: () => step(-1) }, icon("arrow"));
    const next = button({ class: "next", label: t("next"), click: () => step(1) }, icon("arrow"));
    const mark = () => {
      const gone = Math.abs(list.scrollLeft);
      previous.hidden = gone < 8;
      next.hidden = gone > list.scrollWidth - list.clientWidth - 8;
    };
    list.tabIndex = 0;
    list.addEventListener("scroll", mark);
    list.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      step(root.dir === "rtl" ? -by : by);
    });
    setTimeout(mark);
    return h("div.carousel", { role: "group", label: t("cards") }, list, previous, next);
  }

  function card({ title, subtitle, price, image, url, buttons }) {
    const address = safeAddress(url, CALL);
    const name = String(title || "");
    return h("li", {},
      safeAddress(image) && picture(safeAddress(image), ""),
      h("div.facts", { dir: "auto" },
        address ? link(address, { class: "name" }, name) : h("span.name", {}, name),
        subtitle && h("span.soft", {}, String(subtitle)),
        price && h("span.price", {}, String(price))),
      buttons?.length && choices(buttons));
  }

  function footer(frame, author) {
    const at = new Date(frame.at * 1000);
    const element = h("div.meta", {}, at.toLocaleTimeString(locale, { timeStyle: "short" }));
    if (author === "customer") element.append(h("span.state", {}, t("sent")));
    else if (author === "bot") element.append(votes(frame.position));
    const source = (frame.evidence || []).find((one) => one.title && /^(faq|passage)$/.test(one.kind));
    if (source) element.append(h("span.source", { dir: "auto" }, `${t("source")} ${source.title}`));
    return element;
  }

  function votes(position) {
    const row = h("span.votes");
    for (const [key, value] of [["helpful", 1], ["unhelpful", -1]]) {
      const cast = () => {
        judge(position, value);
        for (const one of row.children) one.setAttribute("aria-pressed", one === vote);
        row.parentNode.parentNode.querySelector(".comment")?.remove();
        if (value < 0) row.parentNode.after(commentForm(position, vote));
      };
      const vote = button({ class: key, "aria-pressed": false, label: t(key), title: t(key), click: cast }, icon("thumb"));
      row.append(vote);
    }
    return row;
  }

  function commentForm(position, vote) {
    const field = h("textarea", { rows: 2, maxlength: 1000, label: t("comment"), placeholder: t("comment") });
    const submit = (event) => {
      event.preventDefault();
      if (field.value.trim()) judge(position, -1, field.value.trim());
      form.replaceWith(h("p.comment", { role: "status" }, t("thanks")));
      vote.focus();
    };
    const form = h("form.comment", { submit }, field, h("button", {}, t("send")));
    setTimeout(() => field.focus());
    return form;
  }

  function judge(position, value, comment) {
    const frame = { type: "feedback", position, value, comment };
    judged.set(position, frame);
    post(frame);
  }

  // ---- Sending: kept until acknowledged, sent one after the other, always under the same id

  // the customer whose page this is, "" for a guest: nobody else's messages go out
  let who = null;
  let inFlight = null;
  let ackTimer = 0;
  let pausedUntil = 0;

  function send(payload, title = "") {
    const text = String(payload).trim();
    if (!text) return "";
    const id = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const page = (location.origin + location.pathname).slice(0, 500);
    const message = { id, text, title: String(title).slice(0, 200), page, at: Date.now() / 1000, who };
    memory.set(`out:${id}`, message);
    pending.push(message);
    showWaiting(message);
    reveal();
    connect();
    flush();
    emit("send", { id, text: message.title || text });
    return id;
  }

  function showWaiting(message) {
    const element = render({ author: "customer", text: message.title || message.text, at: message.at, position: Infinity });
    setState(element, "sending");
    waiting.set(message.id, element);
    place(element);
    refresh();
  }

  function setState(element, state, ...more) {
    element.dataset.state = state;
    element.querySelector(".state").replaceChildren(t(state), ...more);
  }

  function flush() {
    const next = pending.find((message) => !message.hasFailed);
    if (!next || inFlight || !ready || Date.now() < pausedUntil) return;
    inFlight = next.id;
    const { id, text, title, page } = next;
    post({ type: "message", client_id: id, text, title, page });
    clearTimeout(ackTimer);
    ackTimer = setTimeout(land, 15000, id);
  }

  /** The message in flight has arrived, has failed or takes too long: go on. */
  function land(id) {
    if (id !== inFlight) return;
    inFlight = null;
    clearTimeout(ackTimer);
    flush();
  }

  function forget(id) {
    waiting.get(id)?.remove();
    waiting.delete(id);
    pending = pending.filter((message) => message.id !== id);
    memory.set(`out:${id}`, null);
  }

  function fail(id) {
    const message = pending.find((one) => one.id === id);
    if (!message) return;
    message.hasFailed = true;
    memory.set(`out:${id}`, null);
    const edit = () => {
      forget(id);
      write(message.text);
      refresh();
    };
    setState(waiting.get(id), "failed", " ", button({ click: edit }, t("edit")));
    land(id);
  }

  /** Take up what this customer wrote and the server has not acknowledged, here or on an earlier page. */
  function recall(identity) {
    who = identity ? identity.identifier || subject(identity.jwt) : "";
    for (const message of pending) {
      message.who = message.who ?? who;
      memory.set(`out:${message.id}`, message);
      waiting.get(message.id).remove();
    }
    pending = [];
    waiting.clear();
    for (const key of memory.keys("out:")) {
      const message = memory.get(key);
      if (!message || message.at < Date.now() / 1000 - 86400) memory.set(key, null);
      else if ((message.who ?? "") === who) pending.push(message);
    }
    pending.sort((one, other) => one.at - other.at).forEach(showWaiting);
  }

  function subject(jwt) {
    try {
      return JSON.parse(atob(jwt.split(".")[1].replace(/-/g, "+").replace(/_/g, "/"))).sub;
    } catch {
      // the server will say what is wrong with it
      return "?";
    }
  }

  // ---- The line: one WebSocket, opened again after every cut

  let socket = null;
  // what the page is told of the welcome; null while there is no line
  let ready = null;
  let isDialling = false;
  let refusal = "";
  let attempts = 0;
  let retryTimer = 0;
  let silenceTimer = 0;

  function post(frame) {
    if (ready) socket.send(JSON.stringify(frame));
  }

  async function connect() {
    if (socket || isDialling || refusal) return;
    clearTimeout(retryTimer);
    isDialling = true;
    if (!attempts) tell("connecting", 1500);
    const given = options.identity;
    try {
      const identity = (await (typeof given === "function" ? given() : given)) || null;
      isDialling = false;
      if (given !== options.identity) return connect();
      recall(identity);
      dial(identity);
    } catch {
      isDialling = false;
      lost();
    }
  }

  function dial(identity) {
    const address = new URL("widget/socket", home);
    address.protocol = address.protocol.replace("http", "ws");
    socket = new WebSocket(address);
    listen(20000);
    socket.onopen = () => {
      const hello = { type: "hello", widget: options.widget, visitor_token: memory.get("token"), conversation, since, identity };
      socket.send(JSON.stringify(hello));
    };
    socket.onmessage = ({ data }) => {
      listen(25000);
      const frame = JSON.parse(data);
      receive[frame.type]?.(frame);
    };
    socket.onclose = ({ code }) => lost(code);
  }

  /** After a while of silence ask for a sign of life; without one the line is dead. */
  function listen(wait) {
    clearTimeout(silenceTimer);
    silenceTimer = setTimeout(() => {
      if (!ready) return lost();
      post({ type: "ping" });
      silenceTimer = setTimeout(lost, 8000);
    }, wait);
  }

  function lost(code) {
    for (const timer of [silenceTimer, ackTimer, retryTimer]) clearTimeout(timer);
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
    const sent = inFlight;
    socket = inFlight = ready = null;
    isLoading = false;
    setTyping(false);
    // it would only cut the next line as well
    if (code === 1009 && sent) fail(sent);
    if (code === 1008) {
      refusal = refusal || "refused";
      tell(refusal, 0, true);
      emit("error", { code: refusal });
      return;
    }
    const pause = { 1001: 1000 + Math.random() * 4000, 1013: 8000 + Math.random() * 8000 }[code];
    const doubled = Math.min(30000, 400 * 2 ** attempts++) * (0.5 + Math.random() / 2);
    retryTimer = setTimeout(connect, pause || doubled);
    tell(navigator.onLine ? "lost" : "offline", 1500);
  }

  /** Something changed (network, tab in front): see at once whether the line is there. */
  function wake() {
    if (ready) return listen(0);
    attempts = 0;
    if (isWanted()) connect();
  }

  const isWanted = () => isOpen || memory.get("used") || memory.keys("out:").length > 0;

  const receive = {
    __proto__: null,
    welcome(frame) {
      memory.set("token", frame.visitor_token);
      memory.set("texts", frame.texts);
      setTexts(frame.texts);
      limit = frame.limits.message_chars;
      lastAtWelcome = frame.position;
      if (frame.conversation !== conversation || frame.since < since) {
        clear();
        since = frame.since;
        quietUntil = lastAtWelcome;
      }
      conversation = frame.conversation;
      if (lastAtWelcome) memory.set("used", true);
      if (memory.get("read")?.conversation !== conversation) memory.set("read", { conversation, position: lastAtWelcome });
      ready = { verified: frame.verified };
      refusal = "";
      tell("");
      for (const one of judged.values()) post(one);
      refresh();
      flush();
      emit("ready", ready);
    },
    message(frame) {
      const wasAtEnd = isAtEnd();
      const isNews = frame.position > quietUntil;
      items.setAttribute("aria-live", isNews ? "polite" : "off");
      const element = show(frame);
      since = Math.max(since, frame.position);
      attempts = 0;
      if (frame.client_id) land(frame.client_id);
      if (!element) return;
      refresh();
      if (wasAtEnd || !isNews) reveal(isNews);
      else if (frame.author !== "customer") newest.hidden = false;
      if (isNews) emit("message", { author: frame.author, text: frame.text, position: frame.position });
    },
    ack({ client_id: id, position }) {
      const element = waiting.get(id);
      // keeps the bubble, until the server's own copy takes its place
      waiting.delete(id);
      forget(id);
      if (element && (shown.has(position) || (hasEarlier && position < oldest))) element.remove();
      else if (element) {
        Object.assign(element.dataset, { position, early: true });
        setState(element, "sent");
        shown.set(position, element);
        place(element);
      }
      memory.set("used", true);
      attempts = 0;
      if (Date.now() > pausedUntil) tell("");
      land(id);
      refresh();
    },
    typing({ on }) {
      setTyping(on);
    },
    feedback({ position }) {
      judged.delete(position);
    },
    history(frame) {
      const height = scroll.scrollHeight;
      items.setAttribute("aria-live", "off");
      for (const message of frame.messages) show(message);
      oldest = frame.messages.length ? frame.messages[0].position : Math.max(1, frame.before - 30);
      hasEarlier = frame.more && oldest > 1;
      isLoading = false;
      refresh();
      scroll.scrollTop += scroll.scrollHeight - height;
      loadEarlier();
    },
    gap(frame) {
      // what was before can be had again by scrolling up
      clear();
      oldest = frame.before;
      hasEarlier = true;
      quietUntil = lastAtWelcome;
    },
    error({ code, client_id: id, retry_after: wait }) {
      if (wait && id) {
        pausedUntil = Date.now() + wait * 1000;
        setTimeout(flush, wait * 1000 + 50);
        tell(code === "rate_limited" ? code : "busy");
        land(id);
      } else if (code === "too_long") {
        fail(id);
        tell(code);
      } else if (code === "bad_frame") fail(inFlight);
      else if (/^identity_/.test(code)) refusal = code;
      emit("error", { code });
    },
    pong() {
      attempts = 0;
    },
  };

  // ---- The page's own API

  const listeners = {};
  function emit(event, detail) {
    for (const fn of listeners[event] || []) queueMicrotask(() => fn(detail));
  }

  window.Frontdesk = {
    open,
    close,
    send(text) {
      open();
      return send(text);
    },
    /** Call `fn` on open, close, ready, message, send, unread or error; returns how to stop that. */
    on(event, fn) {
      (listeners[event] = listeners[event] || new Set()).add(fn);
      if (event === "ready" && ready) fn(ready);
      return () => listeners[event].delete(fn);
    },
    /** Somebody signed in or out without a new page. */
    identify(identity) {
      options.identity = identity;
      refusal = "";
      lost();
      if (isWanted()) connect();
      else clearTimeout(retryTimer);
    },
  };

  // ---- The window: launcher and panel

  const phone = matchMedia("(max-width: 479.98px)");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let isOpen = false;
  let typingTimer = 0;
  let noticeTimer = 0;

  setTexts(memory.get("texts"));
  const badge = h("span.badge", { "aria-hidden": "true" });
  const launcher = button({ class: "launcher", "aria-expanded": "false", click: () => (isOpen ? close() : open()) }, icon("chat"), icon("down"), badge);
  const restart = button({ class: "tool", label: "t:restart", title: "t:restart", click: () => send("/restart", t("restart")) }, icon("restart"));
  const title = h("h2", { id: "title" });
  const subtitle = h("p");
  const greeting = h("div.greeting");
  const items = h("div.items", { role: "log", "aria-live": "polite", label: "t:title" });
  const typing = h("div.typing", { role: "status" });
  const scroll = h("div.scroll", { tabindex: 0, scroll: loadEarlier }, greeting, items, typing);
  const newest = button({ class: "newest", label: "t:newest", click: () => reveal() }, icon("down"));
  const notice = h("div.notice", { role: "status" });
  const input = h("textarea", { rows: 1, placeholder: "t:placeholder", label: "t:placeholder", enterkeyhint: "send", input: resize, keydown: sendOnEnter });
  const counter = h("span.counter");
  const composer = h("form.composer", { submit }, input, counter, h("button", { label: "t:send" }, icon("send")));
  const panel = h("section.panel", { role: "dialog", "aria-labelledby": "title", tabindex: -1, keydown: steer },
    h("header", {}, h("span.avatar", {}, icon("chat")), h("div", {}, title, subtitle), restart,
      button({ class: "tool", label: "t:close", title: "t:close", click: close }, icon("close"))),
    scroll, newest, notice, composer);
  const root = h("div.root", {}, panel, launcher);

  relabel(() => {
    title.textContent = t("title");
    subtitle.textContent = t("subtitle");
    const starters = t("starters").split("|").filter(Boolean);
    greeting.replaceChildren(h("p.bubble", { dir: "auto" }, t("greeting")), choices(starters.map((text) => ({ title: text, payload: text }))));
  });

  function open() {
    if (isOpen) return;
    isOpen = true;
    toggle();
    connect();
    reveal();
    (phone.matches ? panel : input).focus();
    emit("open");
  }

  function close() {
    if (!isOpen) return;
    isOpen = false;
    toggle();
    launcher.focus();
    emit("close");
  }

  let isCovering = false;
  let pageOverflow = "";
  function toggle() {
    panel.hidden = !isOpen;
    launcher.setAttribute("aria-expanded", isOpen);
    root.classList.toggle("open", isOpen);
    const page = document.documentElement.style;
    if (isCovering) page.overflow = pageOverflow;
    isCovering = isOpen && phone.matches;
    panel.setAttribute("aria-modal", isCovering);
    pageOverflow = page.overflow;
    if (isCovering) page.overflow = "hidden";
    memory.set("open", isOpen && !phone.matches ? Date.now() : null);
    fit();
    refresh();
  }

  /** On a phone the panel fills what the keyboard leaves. */
  function fit() {
    const view = window.visualViewport;
    if (!view || !isOpen) return;
    root.style.setProperty("--height", `${view.height}px`);
    root.style.setProperty("--top", `${view.offsetTop}px`);
  }

  function steer(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
    }
    if (event.key !== "Tab" || !phone.matches) return;
    const stops = [...panel.querySelectorAll("button, a, textarea, [tabindex='0']")].filter((one) => one.getClientRects().length);
    const at = root.getRootNode().activeElement;
    if (event.shiftKey) stops.reverse();
    if (at !== stops[stops.length - 1] && at !== panel) return;
    event.preventDefault();
    stops[0].focus();
  }

  function write(text) {
    input.value = text;
    resize();
    input.focus();
  }

  function resize() {
    input.dir = input.value ? "auto" : root.dir;
    input.style.height = "auto";
    // a closed panel has no height to measure
    if (input.scrollHeight) input.style.height = `${Math.min(input.scrollHeight, 132)}px`;
    const left = limit - [...input.value].length;
    counter.textContent = left < 100 ? left : "";
    composer.classList.toggle("over", left < 0);
    composer.classList.toggle("filled", input.value.trim() !== "");
  }

  function sendOnEnter(event) {
    // Enter also ends the composing of a Japanese word
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) submit(event);
  }

  function submit(event) {
    event.preventDefault();
    if ([...input.value.trim()].length > limit) return tell("too_long");
    if (!send(input.value)) return;
    write("");
  }

  /** Show that somebody writes; a server that forgets to say "no longer" is not believed for long. */
  function setTyping(on) {
    clearTimeout(typingTimer);
    if (on) typingTimer = setTimeout(setTyping, 30000, false);
    const wasAtEnd = isAtEnd();
    typing.replaceChildren(...(on ? [h("span.unseen", {}, t("typing")), h("i"), h("i"), h("i")] : []));
    if (on && wasAtEnd) reveal(true);
  }

  /** Say how things stand above the input, after `delay` ms if it is still so; "" for all is well. */
  function tell(key, delay = 0, canRetry = false) {
    clearTimeout(noticeTimer);
    const retry = () => {
      refusal = "";
      wake();
    };
    const say = () => {
      notice.replaceChildren(key && t(key, limit));
      if (canRetry) notice.append(button({ click: retry }, t("retry")));
    };
    if (delay) noticeTimer = setTimeout(say, delay);
    else say();
  }

  // ---- Looks

  const luminance = (rgb) => {
    const [red, green, blue] = rgb.map((value) => (value > 10 ? ((value / 255 + 0.055) / 1.055) ** 2.4 : value / 3295));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };

  /** Return the colour lightened or darkened until it can be read on `ground`. */
  function readable(rgb, ground, wanted) {
    const isDark = luminance(ground) < 0.4;
    let colour = rgb;
    for (let by = 0; by <= 1 && contrast(colour, ground) < wanted; by += 0.04)
      colour = rgb.map((value) => Math.round(isDark ? Math.min(255, value * (1 + by) + 255 * by * by) : value * (1 - by)));
    return colour;
  }

  function paint() {
    const isDark = options.theme === "dark" || (options.theme !== "light" && dark.matches);
    root.dataset.theme = isDark ? "dark" : "light";
    root.style.color = options.color;
    const numbers = getComputedStyle(root).color.match(/^rgba?\((\d+), (\d+), (\d+)/);
    root.style.color = "";
    const accent = numbers ? numbers.slice(1).map(Number) : [36, 86, 197];
    const white = [255, 255, 255];
    const set = (name, rgb) => root.style.setProperty(name, `rgb(${rgb})`);
    set("--accent", accent);
    set("--on-accent", contrast(accent, white) >= 4.5 ? white : [17, 20, 24]);
    set("--accent-ink", readable(accent, isDark ? [30, 34, 39] : white, isDark ? 7 : 4.6));
  }

  function direction() {
    if (options.dir) return options.dir;
    const isRtl = getComputedStyle(document.documentElement).direction === "rtl" || (options.locale && /^(ar|he|fa|ur)/.test(language));
    return isRtl ? "rtl" : "ltr";
  }

  const CSS = `
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.root {
  all: initial; display: block; position: fixed; z-index: 2147483000; bottom: 20px; inset-inline-end: 20px; color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  --paper: #fff; --back: #f5f6f8; --ink: #1b2026; --soft: #59626e; --line: #e1e5ea; --wash: #eef0f4; --warn: #9a3412;
}
[data-theme=dark] {
  --paper: #1e2227; --back: #14171b; --ink: #eceff3; --soft: #a6b0bc; --line: #363d46; --wash: #2a3038; --warn: #fdba74;
  color-scheme: dark;
}
[data-side=start] { inset-inline: 20px auto; }
button, textarea { font: inherit; color: inherit; background: none; border: 0; margin: 0; padding: 0; resize: none; }
button { cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent-ink); outline-offset: 2px; }
svg { width: 22px; height: 22px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; display: block; }
h2, p { margin: 0; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.launcher, .avatar, .tool, .previous, .next, .newest, .composer button { display: grid; place-items: center; border-radius: 50%; flex: none; width: 40px; height: 40px; }

.launcher { width: 60px; height: 60px; position: relative; margin-inline-start: auto; background: var(--accent); color: var(--on-accent); box-shadow: 0 6px 24px rgb(15 20 28 / .26); transition: transform .15s; }
.launcher:hover { transform: translateY(-2px); }
.launcher svg { width: 27px; height: 27px; }
.launcher svg + svg, .open .launcher svg { display: none; }
.open .launcher svg + svg { display: block; }
.badge { position: absolute; top: -3px; inset-inline-end: -3px; min-width: 22px; padding: 0 6px; border-radius: 11px; background: #c62828; color: #fff; font: 650 12px/22px system-ui; text-align: center; }
.badge:empty, .typing:empty, .notice:empty, .counter:empty { display: none; }

.panel {
  display: flex; flex-direction: column; position: relative; overflow: hidden; width: 396px; height: min(660px, 100vh - 116px); margin-bottom: 16px; outline: 0;
  background: var(--back); border: 1px solid var(--line); border-radius: 20px; box-shadow: 0 16px 56px rgb(15 20 28 / .24); animation: rise .2s ease-out;
}
@keyframes rise { from { opacity: 0; transform: translateY(12px); } }
header { display: flex; align-items: center; gap: 4px; padding: 14px; background: var(--accent); color: var(--on-accent); }
header div { flex: 1; min-width: 0; margin-inline-start: 8px; line-height: 1.35; }
h2 { font-size: 16px; font-weight: 650; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
header p { font-size: 13px; }
.avatar { background: var(--on-accent); color: var(--accent); }
.tool:hover { background: rgb(127 127 127 / .28); }
header :focus-visible { outline-color: currentColor; outline-offset: -2px; }

.scroll { flex: 1; overflow: hidden auto; overscroll-behavior: contain; overflow-anchor: none; padding: 18px 16px 10px; display: flex; flex-direction: column; position: relative; }
.scroll:focus-visible, ul:focus-visible { outline-offset: -3px; }
.scroll::before { content: ""; margin-top: auto; }
.greeting { margin-bottom: 14px; }
.message { margin-top: 14px; display: flex; flex-direction: column; align-items: flex-start; }
.message:first-child { margin-top: 0; }
.bot + .bot, .agent + .agent, .customer + .customer { margin-top: 4px; }
[data-day]::before { content: attr(data-day); align-self: center; font-size: 12px; color: var(--soft); padding: 4px 0 12px; }
.customer { align-items: flex-end; }
.by { font-size: 12px; font-weight: 600; color: var(--soft); margin: 0 4px 3px; }
.agent + .agent .by { display: none; }
.bubble, .typing { width: fit-content; max-width: 86%; padding: 9px 14px; border-radius: 18px; border-end-start-radius: 6px; background: var(--paper); border: 1px solid var(--line); overflow-wrap: anywhere; }
.plain { white-space: pre-wrap; }
.customer .bubble { background: var(--accent); border-color: transparent; color: var(--on-accent); border-radius: 18px; border-end-end-radius: 6px; }
.agent .bubble { border-color: var(--accent-ink); }
[data-state=sending] .bubble { opacity: .72; }
.bubble > * { margin: 0; }
.bubble > * + * { margin-top: 8px; }
.bubble :is(ul, ol) { padding-inline-start: 20px; }
.bubble li + li { margin-top: 4px; }
.bubble a { color: var(--accent-ink); text-underline-offset: 2px; }
code, pre { font: 13px/1.5 ui-monospace, Consolas, monospace; background: var(--wash); border-radius: 6px; padding: 2px 5px; overflow-x: auto; }
blockquote { border-inline-start: 3px solid var(--line); padding-inline-start: 10px; color: var(--soft); }
.image img { display: block; max-width: 240px; max-height: 260px; border-radius: 14px; margin-top: 4px; }

.choices { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 9px; }
.choices button { min-height: 36px; padding: 6px 14px; border: 1px solid var(--accent-ink); border-radius: 18px; color: var(--accent-ink); background: var(--paper); font-size: 14px; font-weight: 550; line-height: 1.35; overflow-wrap: anywhere; }
.choices button:hover { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }

.carousel { position: relative; width: calc(100% + 32px); margin: 6px -16px 0; }
ul { margin: 0; }
.carousel ul { display: flex; gap: 10px; padding: 4px 16px 8px; list-style: none; overflow-x: auto; scroll-snap-type: x mandatory; scroll-padding-inline: 16px; scrollbar-width: none; }
.carousel li { flex: 0 0 214px; scroll-snap-align: start; display: flex; flex-direction: column; background: var(--paper); border: 1px solid var(--line); border-radius: 16px; overflow: hidden; }
.carousel img { width: 100%; aspect-ratio: 3 / 2; object-fit: cover; display: block; background: var(--wash); }
.facts { padding: 10px 13px 12px; display: flex; flex-direction: column; gap: 2px; flex: 1; overflow-wrap: anywhere; line-height: 1.4; }
.name, .price { font-weight: 620; color: inherit; text-decoration: none; }
a.name:hover { text-decoration: underline; }
.soft { font-size: 13px; color: var(--soft); }
.price { margin-top: auto; padding-top: 4px; }
li .choices { gap: 0; margin: 0 0 0 -1px; }
li .choices button { flex: 1 0 auto; max-width: 100%; min-height: 42px; border-width: 1px 0 0 1px; border-color: var(--line); border-radius: 0; padding: 6px 8px; }
.previous, .next { position: absolute; top: 56px; background: var(--paper); border: 1px solid var(--line); box-shadow: 0 2px 10px rgb(15 20 28 / .18); }
.previous { inset-inline-start: 8px; }
.next { inset-inline-end: 8px; }
.previous svg, [dir=rtl] .next svg { transform: scaleX(-1); }
[dir=rtl] .previous svg { transform: none; }

.meta { display: flex; align-items: center; flex-wrap: wrap; gap: 0 8px; min-height: 26px; padding: 0 4px; font-size: 12px; color: var(--soft); }
.bot:has(+ .bot) .meta, .agent:has(+ .agent) .meta, .customer:has(+ *) .meta { display: none; }
.bot:is(:hover, :focus-within) .meta, [data-state=failed] .meta { display: flex !important; }
.votes { display: flex; }
.votes button { width: 28px; height: 26px; display: grid; place-items: center; border-radius: 8px; }
.votes svg { width: 15px; height: 15px; }
.votes button:hover { background: var(--wash); color: var(--ink); }
.votes [aria-pressed=true] { color: var(--accent-ink); }
[aria-pressed=true] svg { fill: currentColor; }
.unhelpful svg { transform: rotate(180deg); }
.source { flex-basis: 100%; }
.comment { width: 86%; margin: 2px 4px; text-align: end; font-size: 13px; color: var(--soft); }
.comment textarea { width: 100%; padding: 8px 12px; border: 1px solid var(--soft); border-radius: 12px; background: var(--paper); color: var(--ink); outline-offset: -1px; }
.state button, .comment button, .notice button { font-weight: 620; text-decoration: underline; padding: 4px; color: var(--accent-ink); }

.typing { margin-top: 12px; display: flex; gap: 5px; padding: 14px 15px; }
.typing i { width: 7px; height: 7px; border-radius: 50%; background: var(--soft); animation: beat 1.2s infinite; }
.typing i + i { animation-delay: .15s; }
.typing i + i + i { animation-delay: .3s; }
@keyframes beat { 0%, 60%, 100% { opacity: .35; } 30% { opacity: 1; transform: translateY(-3px); } }
.newest { position: absolute; bottom: 80px; inset-inline: 0; margin: auto; background: var(--ink); color: var(--back); }
.notice { padding: 7px 18px; font-size: 13px; background: var(--wash); }
.composer { display: flex; align-items: flex-end; gap: 8px; padding: 10px 12px 12px; background: var(--paper); border-top: 1px solid var(--line); position: relative; }
.composer textarea { flex: 1; padding: 9px 15px; border-radius: 21px; background: var(--wash); line-height: 22px; outline-offset: -1px; }
textarea::placeholder { color: var(--soft); opacity: 1; }
.composer button { width: 40px; background: var(--wash); color: var(--soft); }
.filled button { background: var(--accent); color: var(--on-accent); }
.counter { position: absolute; top: -22px; inset-inline-end: 16px; font-size: 12px; color: var(--soft); background: var(--back); padding: 0 6px; border-radius: 6px; }
.over .counter { color: var(--warn); font-weight: 650; }
.over button { opacity: .4; }

@media (max-width: 479.98px) {
  .open { inset: var(--top, 0) 0 auto; }
  .open .launcher { display: none; }
  .panel { width: 100%; height: var(--height, 100dvh); margin: 0; border: 0; border-radius: 0; }
  header { padding-top: calc(14px + env(safe-area-inset-top)); }
  .composer { padding-bottom: calc(12px + env(safe-area-inset-bottom)); }
  textarea { font-size: 16px !important; }
  .votes button { width: 40px; height: 36px; }
}
@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
@media (forced-colors: active) { button, .bubble, .panel { border: 1px solid; } }
@media print { .root { display: none; } }`;

  class FrontdeskChat extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      const shadow = this.attachShadow({ mode: "open" });
      try {
        // not subject to a page's style-src, unlike a <style>
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(CSS);
        shadow.adoptedStyleSheets = [sheet];
      } catch {
        shadow.append(h("style", { nonce: script.nonce || "" }, CSS));
      }
      root.dir = direction();
      root.lang = LANGUAGES.includes(language) ? language : "en";
      root.dataset.side = options.side || "end";
      panel.hidden = newest.hidden = true;
      shadow.append(root);
      paint();
      refresh();
      resize();
      this.start();
    }

    start() {
      dark.addEventListener("change", paint);
      phone.addEventListener("change", toggle);
      addEventListener("online", wake);
      addEventListener("offline", () => tell("offline"));
      addEventListener("storage", refresh);
      document.addEventListener("visibilitychange", () => document.hidden || (refresh(), wake()));
      if (window.visualViewport) for (const event of ["resize", "scroll"]) visualViewport.addEventListener(event, fit);
      // going to the next page of the shop does not end the conversation
      isOpen = isOpen || (!phone.matches && Date.now() - memory.get("open") < 1800000);
      toggle();
      if (isWanted()) connect();
      dispatchEvent(new CustomEvent("frontdesk-ready"));
    }
  }

  customElements.define("frontdesk-chat", FrontdeskChat);
  const mount = () => document.body.append(document.createElement("frontdesk-chat"));
  if (document.body) mount();
  else document.addEventListener("DOMContentLoaded", mount);
})();
