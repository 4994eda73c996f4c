/* Lets a learner answer by tapping. Without this script a card is a list to read, and its back marks the right ones.

   Nothing here is global: in Anki on a computer one page shows card after card. AnkiDroid loads a page for each side, so
   what the back must know of the front (order and choice) is kept in the session's storage, under bank and id. */
(function () {
  "use strict";

  const RIGHT = "\u2713";
  const WRONG = "\u2717";

  // --- what is remembered from front to back ---

  function storage() {
    try {
      window.sessionStorage.setItem("quizgen", "1");
      return window.sessionStorage;
    } catch (refused) {
      return null;
    }
  }

  function recall(store, key, sizes) {
    try {
      const kept = JSON.parse(store.getItem(key));
      // A question may have been corrected since: what no longer fits it is forgotten.
      const fits = kept.order.length === sizes.length && kept.order.every((places, at) => isOrder(places, sizes[at]));
      return fits && Array.isArray(kept.chosen) ? kept : null;
    } catch (unreadable) {
      return null;
    }
  }

  function isOrder(places, size) {
    return places.length === size && new Set(places).size === size && places.every((at) => at >= 0 && at < size);
  }

  function keep(store, key, state) {
    try {
      store.setItem(key, JSON.stringify(state));
    } catch (full) {
      // Then the back shows the options in their first order, and no choice.
    }
  }

  // --- chance ---

  /* Where nothing can be stored, both sides draw the same numbers all day long. */
  function sameAllDay(text) {
    let seed = 0;
    for (const sign of text + new Date().toDateString()) {
      seed = (Math.imul(seed, 31) + sign.codePointAt(0)) >>> 0;
    }
    return function () {
      seed = (seed + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
  }

  function inOrder(size) {
    return Array.from({ length: size }, (_, at) => at);
  }

  /* Fisher and Yates: each order that leaves what is pinned in its place is as likely as any other. */
  function shuffled(size, random, pinned) {
    const places = inOrder(size);
    const free = places.filter((at) => !pinned.includes(at));
    for (let last = free.length - 1; last > 0; last -= 1) {
      const [one, other] = [free[last], free[Math.floor(random() * (last + 1))]];
      [places[one], places[other]] = [places[other], places[one]];
    }
    return places;
  }

  // --- small things to build with ---

  function element(tag, className, text) {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text || "";
    return made;
  }

  /* A sign for the eye and a word for the ear. */
  function mark(sign, word, seen) {
    const made = element("span", "added mark");
    const shown = element("span", "", seen ? sign + " " + seen : sign);
    shown.setAttribute("aria-hidden", "true");
    made.append(shown, element("span", "heard", " (" + word + ")"));
    return made;
  }

  function arrow(item, onward) {
    const rightToLeft = window.getComputedStyle(item).direction === "rtl";
    return onward === rightToLeft ? "\u2190" : "\u2192";
  }

  /* A part of another entry, quoted: "→ 2 Quill". */
  function partner(tag, className, before, content) {
    const made = element("span", "added partner " + className);
    const shown = element(tag, "");
    shown.append(before, ...content.map((node) => node.cloneNode(true)));
    made.append(shown);
    return made;
  }

  /* The place that an entry was given; where it is wrong, the right one too. */
  function place(given, due) {
    const made = element("span", "added place");
    made.append(element(due ? "s" : "span", "", given));
    if (due) {
      const shown = element("b", "due", " " + due);
      shown.setAttribute("aria-hidden", "true");
      made.append(shown);
    }
    return made;
  }

  function letter(at) {
    return String.fromCharCode(65 + at);
  }

  function same(ones, others) {
    return ones.length === others.length && ones.every((one) => others.includes(one));
  }

  // --- the kinds: what a tap does, when an answer is complete, whether it is right, how it looks ---

  function choices(card) {
    const right = card.data.right;
    const several = card.root.dataset.kind === "multiple";
    card.role(card.lists[0], several ? "group" : "radiogroup", several ? "checkbox" : "radio");
    return {
      atOnce: !several,
      pick(list, at) {
        const others = several ? card.state.chosen.filter((one) => one !== at) : [];
        card.state.chosen = card.state.chosen.includes(at) ? others : others.concat(at);
      },
      complete: () => card.state.chosen.length > 0,
      isRight: () => same(card.state.chosen, right),
      draw() {
        card.entries[0].forEach((entry, at) => {
          const chosen = card.state.chosen.includes(at);
          const isRight = right.includes(at);
          entry.item.setAttribute("aria-checked", String(chosen));
          entry.item.classList.toggle("chosen", chosen);
          if (card.state.done) {
            this.judge(entry, chosen, isRight);
          }
        });
      },
      judge(entry, chosen, isRight) {
        const missed = isRight && !chosen && several && card.state.chosen.length > 0;
        entry.item.classList.toggle("wrong", chosen && !isRight);
        entry.item.classList.toggle("missed", missed);
        if (isRight) {
          entry.add(mark(RIGHT, missed ? "right, but not chosen" : "right", missed ? "missed" : ""));
        } else if (chosen) {
          entry.add(mark(WRONG, "chosen, but wrong"));
        }
        if (entry.why && !isRight && (chosen || card.back)) {
          entry.add(entry.why);
        }
      },
    };
  }

  function columns(card) {
    const partners = card.data.partners;
    const [lefts, rights] = card.entries;
    card.role(card.lists[0], "group", "button", "Entries");
    card.role(card.lists[1], "group", "button", "What they are matched with");
    let active = card.state.order[0][0];
    const taken = (at) => card.state.chosen[at];
    const has = (at) => taken(at) !== undefined && taken(at) !== null;
    const open = () => card.state.order[0].find((at) => !has(at));
    const number = (right) => card.state.order[1].indexOf(right) + 1;
    const words = (entry) => entry.content.map((node) => node.textContent).join("");
    return {
      pick(list, at) {
        if (list === 0) {
          active = at;
          return;
        }
        if (active === undefined) {
          return;
        }
        card.state.chosen = partners.map((_, left) => (taken(left) === at ? null : taken(left)));
        card.state.chosen[active] = at;
        active = open();
      },
      keys: 1,
      complete: () => open() === undefined,
      isRight: () => partners.every((one, at) => one === taken(at)),
      draw() {
        rights.forEach((entry, at) => {
          const left = card.state.chosen.indexOf(at);
          entry.item.classList.toggle("used", left >= 0);
          entry.item.setAttribute("aria-pressed", String(left >= 0));
          if (left >= 0 && !card.state.done) {
            entry.add(this.sign(entry, false, letter(card.state.order[0].indexOf(left)), lefts[left]));
          }
        });
        lefts.forEach((entry, at) => {
          entry.item.classList.toggle("active", at === active && !card.state.done);
          entry.item.setAttribute("aria-pressed", String(at === active && !card.state.done));
          if (card.state.done) {
            this.judge(entry, at);
          } else if (has(at)) {
            entry.add(this.sign(entry, true, number(taken(at)), rights[taken(at)]));
          }
        });
      },
      /* "→ 2" for the eye, so short that nothing moves under the finger; the words for the ear. */
      sign(entry, onward, name, other) {
        const made = mark(arrow(entry.item, onward) + " " + name, words(other));
        made.classList.add("paired");
        return made;
      },
      judge(entry, at) {
        const isRight = taken(at) === partners[at];
        const show = (right, tag, className) => {
          const before = arrow(entry.item, true) + " " + number(right) + "\u00a0";
          entry.add(partner(tag, className, before, rights[right].content));
        };
        const isWrong = has(at) && !isRight;
        card.verdict(entry, isRight, isWrong ? "right is " + words(rights[partners[at]]) : "");
        if (isWrong) {
          show(taken(at), "s", "");
        }
        show(partners[at], "span", "due");
      },
    };
  }

  function scramble(card) {
    const places = card.data.places;
    card.role(card.lists[0], "group", "button");
    return {
      pick(list, at) {
        const others = card.state.chosen.filter((one) => one !== at);
        card.state.chosen = card.state.chosen.includes(at) ? others : others.concat(at);
      },
      complete: () => card.state.chosen.length === places.length,
      isRight: () => card.state.chosen.length > 0 && places.every((place, at) => card.state.chosen.indexOf(at) === place),
      draw() {
        card.entries[0].forEach((entry, at) => {
          const given = card.state.chosen.indexOf(at);
          const isRight = given === places[at];
          entry.item.classList.toggle("chosen", given >= 0);
          entry.item.setAttribute("aria-pressed", String(given >= 0));
          const its = String(places[at] + 1);
          const shown = given >= 0 ? String(given + 1) : card.state.done && !card.state.chosen.length ? its : "";
          entry.add(place(shown, card.state.done && shown !== its ? its : ""));
          if (card.state.done) {
            card.verdict(entry, isRight, "place " + its);
          }
        });
      },
    };
  }

  // --- what is right ---

  /* "right 0 2 fixed" is { right: [0, 2], fixed: [] }, whatever an editor wrapped around it. */
  function dataOf(root) {
    const data = {};
    let numbers = [];
    for (const word of root.querySelector(".data").textContent.match(/[a-z]+|\d+/g) || []) {
      if (/\d/.test(word)) {
        numbers.push(Number(word));
      } else {
        data[word] = numbers = [];
      }
    }
    return data;
  }

  /* Whether the data speaks of the entries that are there; else the card stays a list to read. */
  function isWhole(data, sizes) {
    const within = (places, size) => places.length > 0 && places.every((at) => at < size);
    if (data.right) {
      return sizes.length === 1 && within(data.right, sizes[0]);
    }
    if (data.partners) {
      return sizes.length === 2 && data.partners.length === sizes[0] && within(data.partners, sizes[1]);
    }
    return Boolean(data.places) && sizes.length === 1 && isOrder(data.places, sizes[0]);
  }

  // --- a card ---

  function whys(root) {
    const found = root.querySelector("template.whys");
    return found ? Array.from(found.content.querySelectorAll("li")) : [];
  }

  /* The reason that stands behind an option's words in the list of reasons. */
  function whyOf(item, reasons) {
    const reason = reasons.find((one) => one.firstElementChild && one.firstElementChild.innerHTML === item.innerHTML);
    if (!reason) {
      return null;
    }
    const made = element("div", "because");
    made.dir = "auto";
    made.append(...Array.from(reason.childNodes).slice(1).map((node) => node.cloneNode(true)));
    made.normalize();
    if (made.firstChild && made.firstChild.nodeType === 3) {
      made.firstChild.data = made.firstChild.data.trimStart();
    }
    return made;
  }

  function entryOf(item, reasons) {
    const own = Array.from(item.childNodes);
    const added = [];
    return {
      item: item,
      content: own,
      why: whyOf(item, reasons),
      add(node) {
        added.push(node);
        item.append(node);
      },
      clear() {
        added.splice(0).forEach((node) => node.remove());
      },
    };
  }

  function cardOf(root) {
    const reasons = whys(root);
    const lists = Array.from(root.querySelectorAll(".options > *"));
    const entries = lists.map((list) => Array.from(list.children, (item) => entryOf(item, reasons)));
    return {
      root: root,
      back: root.closest(".quizgen-back"),
      data: dataOf(root),
      reasons: reasons,
      lists: lists,
      entries: entries,
      sizes: entries.map((each) => each.length),
      key: "quizgen:" + root.dataset.bank + ":" + root.dataset.id,
      store: storage(),
      told: element("p", "verdict"),
      role(list, role, each, label) {
        list.setAttribute("role", role);
        list.setAttribute("aria-label", label || root.querySelector(".instruction").textContent);
        Array.from(list.children).forEach((item) => item.setAttribute("role", each));
      },
      verdict(entry, isRight, word) {
        const asked = this.state.chosen.length > 0;
        entry.item.classList.toggle("right", isRight || !asked);
        entry.item.classList.toggle("wrong", asked && !isRight);
        const said = isRight ? "right" : asked ? "wrong" : "answer";
        entry.add(mark(isRight || !asked ? RIGHT : WRONG, word ? said + ", " + word : said));
      },
    };
  }

  /* The back shows what the front did; a front begins anew. */
  function firstState(card) {
    const state = { order: card.sizes.map(inOrder), chosen: [], done: false };
    const kept = card.back && card.store ? recall(card.store, card.key, card.sizes) : null;
    if (kept || card.data.fixed || (card.back && card.store)) {
      return kept || state;
    }
    const random = card.store ? Math.random : sameAllDay(card.key);
    state.order = card.sizes.map((size) => shuffled(size, random, card.data.pinned || []));
    if (card.data.places && state.order[0].every((at, place) => card.data.places[at] === place)) {
      state.order[0].push(state.order[0].shift()); // what is already solved asks nothing
    }
    return state;
  }

  function draw(card) {
    card.root.classList.toggle("judged", card.state.done);
    card.entries.flat().forEach((entry) => {
      entry.clear();
      if (card.state.done) {
        entry.item.setAttribute("aria-disabled", "true");
        entry.item.removeAttribute("tabindex");
        entry.item.removeAttribute("aria-keyshortcuts");
      }
    });
    card.kind.draw();
    tell(card);
    if (card.check) {
      card.check.hidden = card.state.done;
      card.check.disabled = !card.kind.complete();
    }
  }

  function tell(card) {
    const asked = card.state.done && card.state.chosen.length > 0;
    const isRight = asked && card.kind.isRight();
    card.told.textContent = !asked ? "" : isRight ? RIGHT + " Right." : WRONG + " Not right.";
    card.told.classList.toggle("right", asked && isRight);
    card.told.classList.toggle("wrong", asked && !isRight);
  }

  // --- a learner ---

  function answer(card, change) {
    if (!card.state.done) {
      change();
      draw(card);
      keep(card.store, card.key, card.state);
    }
  }

  function pick(card, list, at) {
    answer(card, () => {
      card.kind.pick(list, at);
      card.state.done = Boolean(card.kind.atOnce);
    });
  }

  /* A tap here is an answer: it is not to turn the card over as well. */
  function tappable(target, act) {
    ["touchstart", "touchend", "pointerdown", "pointerup"].forEach((name) => {
      target.addEventListener(name, (event) => event.stopPropagation(), { passive: true });
    });
    target.addEventListener("click", (event) => {
      event.stopPropagation();
      act();
    });
  }

  function listen(card, entry, list, at) {
    entry.item.classList.add("tappable");
    entry.item.tabIndex = 0;
    tappable(entry.item, () => pick(card, list, at));
    entry.item.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        event.stopPropagation();
        pick(card, list, at);
      }
    });
  }

  /* Alt with a number takes the first, second, … entry: the numbers alone grade a card in Anki on a computer. */
  function listenToNumbers(card) {
    const list = card.kind.keys || 0;
    card.state.order[list].slice(0, 9).forEach((at, place) => {
      card.entries[list][at].item.setAttribute("aria-keyshortcuts", "Alt+" + (place + 1));
    });
    document.addEventListener("keydown", function onKey(event) {
      if (!card.root.isConnected || card.state.done) {
        document.removeEventListener("keydown", onKey);
        return;
      }
      const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
      const typing = /^(?:INPUT|TEXTAREA)$/.test(event.target.tagName);
      const at = digit ? card.state.order[list][digit[1] - 1] : undefined;
      if (at !== undefined && event.altKey && !typing && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        event.stopPropagation();
        pick(card, list, at);
      }
    });
  }

  function ask(card) {
    card.entries.forEach((each, list) => each.forEach((entry, at) => listen(card, entry, list, at)));
    listenToNumbers(card);
    if (card.check) {
      card.check.type = "button";
      tappable(card.check, () => answer(card, () => (card.state.done = true)));
      card.told.before(card.check);
    }
    keep(card.store, card.key, card.state);
  }

  function turnOver(card) {
    card.state.done = true;
    const others = card.back.parentNode.querySelector(".quizgen.others");
    if (others && card.entries.flat().filter((entry) => entry.why).length === card.reasons.length) {
      others.remove(); // each reason now stands beside its option
    }
    if (card.data.partners) {
      answerAmongEntries(card);
    }
  }

  /* Each partner stands beside its entry, so that is the answer, to which Anki scrolls; it is not told once more. */
  function answerAmongEntries(card) {
    card.back.querySelectorAll(".quizgen.answer").forEach((answer) => answer.remove());
    card.root.querySelector(".options").before(...card.back.querySelectorAll("hr"));
  }

  function play(root) {
    const card = cardOf(root);
    if (!isWhole(card.data, card.sizes)) {
      return;
    }
    card.state = firstState(card);
    card.kind = card.data.right ? choices(card) : card.data.partners ? columns(card) : scramble(card);
    card.check = card.kind.atOnce ? null : element("button", "check tappable", "Check");
    root.classList.add("live");
    card.told.setAttribute("role", "status");
    root.querySelector(".options").after(card.told);
    card.lists.forEach((list, at) => list.append(...card.state.order[at].map((place) => card.entries[at][place].item)));
    (card.back ? turnOver : ask)(card);
    draw(card);
  }

  function start() {
    document.querySelectorAll(".quizgen:not(.live) > .data").forEach((told) => play(told.parentNode));
  }

  // On a page that is still being read, what follows this script is not there yet.
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
