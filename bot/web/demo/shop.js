// The demo shop's own script: signing in, searching, and buttons that ask the bot.
(() => {
  "use strict";
  const KEY = "alderpeak.customer";
  const chosen = document.getElementById("customer");
  const customers = [...chosen.options].map((option) => option.value);
  const remembered = localStorage.getItem(KEY) || "";
  chosen.value = customers.includes(remembered) ? remembered : "";

  // A real shop's server would write the signed identity into the page. It is valid for an hour,
  // so the widget asks for a fresh one whenever it connects.
  async function identity() {
    if (!chosen.value) return null;
    const answer = await fetch("/demo/sign-in", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ customer_id: chosen.value }),
    });
    if (!answer.ok) throw new Error("the demo could not sign you in");
    return (await answer.json()).identity;
  }

  window.frontdeskSettings = {
    identity,
    texts: {
      title: "Alderpeak",
      greeting: "Hello! I can find gear, check orders and answer questions about Alderpeak.",
      starters: "Where is my order?|Find me a two-person tent|How do returns work?|What can you do?",
    },
  };

  chosen.addEventListener("change", () => {
    localStorage.setItem(KEY, chosen.value);
    location.reload();
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-ask]");
    if (!button || !window.Frontdesk) return;
    window.Frontdesk.open();
    window.Frontdesk.send(button.dataset.ask);
  });

  // Search: the list of products is fetched once, when somebody first looks for something.
  const form = document.getElementById("search");
  const query = document.getElementById("query");
  const found = document.getElementById("found");
  let products = null;

  async function search() {
    products = products || fetch("/demo/products.json").then((answer) => answer.json());
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const all = (await products).products;
    const hits = words.length
      ? all.filter((product) => {
          const text = [product.name, product.brand, ...product.category].join(" ").toLowerCase();
          return words.every((word) => text.includes(word));
        })
      : [];
    found.replaceChildren(...hits.slice(0, 7).map(row));
    if (words.length && !hits.length) found.append(nothing());
    found.hidden = !words.length;
  }

  function row(product) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const picture = document.createElement("img");
    const name = document.createElement("span");
    const price = document.createElement("span");
    link.href = product.url;
    picture.src = product.image || "/demo/icon.svg";
    picture.alt = "";
    name.textContent = product.name;
    price.textContent = product.price;
    link.append(picture, name, price);
    item.append(link);
    return item;
  }

  function nothing() {
    const item = document.createElement("li");
    item.className = "nothing";
    item.textContent = "Nothing of that name. The chat understands more than names.";
    return item;
  }

  query.addEventListener("input", search);
  query.addEventListener("keydown", (event) => {
    if (event.key === "Escape") found.hidden = true;
    if (event.key === "ArrowDown") found.querySelector("a")?.focus();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    found.querySelector("a")?.click();
  });
  document.addEventListener("click", (event) => {
    if (!form.contains(event.target)) found.hidden = true;
  });
})();
