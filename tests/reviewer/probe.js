/* Plays cards in frames, each with Anki's own reviewer page, and writes what was seen into the page as JSON. */
"use strict";

const pause = (time) => new Promise((done) => setTimeout(done, time));

async function opened(frame, address) {
  const loaded = new Promise((done) => frame.addEventListener("load", done, { once: true }));
  frame.src = address;
  await loaded;
  await pause(20);
}

/* Colours as the eye gets them: each layer over the one behind it. */
function rgba(text) {
  const numbers = text.match(/[\d.]+/g).map(Number);
  return numbers.length > 3 ? numbers : [...numbers, 1];
}

function over(upper, lower) {
  return [0, 1, 2].map((at) => upper[at] * upper[3] + lower[at] * (1 - upper[3])).concat(1);
}

function ground(node, view) {
  const layers = [];
  for (let one = node; one; one = one.parentElement) {
    layers.push(rgba(view.getComputedStyle(one).backgroundColor));
  }
  return layers.reverse().reduce((lower, upper) => over(upper, lower), [255, 255, 255, 1]);
}

function brightness(colour) {
  const [red, green, blue] = colour.slice(0, 3).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [light, dark] = [brightness(one), brightness(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function visible(node) {
  const box = node.getBoundingClientRect();
  return box.width > 1 && box.height > 1;
}

function weakest(doc, view) {
  let worst = { ratio: 21, text: "" };
  const walker = doc.createTreeWalker(doc.querySelector("#qa") || doc.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (node.data.trim() && !holder.closest("style,script,template,.heard") && visible(holder)) {
      const behind = ground(holder, view);
      const ratio = contrast(over(rgba(view.getComputedStyle(holder).color), behind), behind);
      worst = ratio < worst.ratio ? { ratio: ratio, text: node.data.slice(0, 60) } : worst;
    }
  }
  return worst;
}

function ring(doc, view) {
  const target = doc.querySelector("#qa [tabindex='0'], #qa summary");
  if (!target) {
    return null;
  }
  target.focus({ preventScroll: true });
  const style = view.getComputedStyle(target);
  const seen = style.outlineStyle + " " + style.outlineWidth;
  target.blur();
  return seen;
}

const TARGETS = "[role=radio],[role=checkbox],[role=button],button,summary,input";

function measured(frame) {
  const doc = frame.contentDocument;
  const view = frame.contentWindow;
  const page = doc.documentElement;
  const nodes = (selector) => Array.from(doc.querySelectorAll(selector));
  const own = (item) => Array.from(item.childNodes, (node) => (node.className && node.classList.contains("added") ? "" : node.textContent)).join("");
  return {
    wider: Math.max(page.scrollWidth - view.innerWidth, ...nodes(".quizgen, .quizgen *").filter(visible)
      .map((node) => node.getBoundingClientRect().right - view.innerWidth), -999),
    left: Math.min(0, ...nodes(".quizgen *").filter(visible).map((node) => node.getBoundingClientRect().left)),
    lowest: Math.min(999, ...nodes(TARGETS).filter(visible).map((node) => node.getBoundingClientRect().height)),
    contrast: weakest(doc, view),
    focusable: nodes("#qa [tabindex='0'], #qa button, #qa input").map((node) => node.getAttribute("role") || node.tagName),
    options: nodes(".options > *").map((list) => Array.from(list.children, (item) => own(item).trim())),
    states: nodes(".options li").map((item) => ({
      text: own(item).trim(),
      classes: Array.from(item.classList).filter((name) => name !== "tappable").sort().join(" "),
      role: item.getAttribute("role"),
      checked: item.getAttribute("aria-checked"),
      pressed: item.getAttribute("aria-pressed"),
      said: Array.from(item.querySelectorAll(".added"), (node) => node.textContent).join("|"),
      because: Array.from(item.querySelectorAll(".because"), (node) => node.textContent).join("|"),
      start: view.getComputedStyle(item).direction,
      shortcut: item.getAttribute("aria-keyshortcuts"),
      number: view.getComputedStyle(item, "::before").content,
      box: [item.offsetTop, item.offsetHeight],
      top: item.getBoundingClientRect().top,
      colour: view.getComputedStyle(item).color,
      due: Array.from(item.querySelectorAll(".due"), (node) => [node.textContent.trim(), view.getComputedStyle(node).color]),
      struck: Array.from(item.querySelectorAll("s"), (node) => node.textContent),
    })),
    labels: nodes(".options > *").map((list) => [list.getAttribute("role"), list.getAttribute("aria-label")]),
    verdict: nodes("[role=status]").map((node) => node.textContent).join("|"),
    check: nodes("button.check").map((node) => (node.hidden ? "hidden" : node.disabled ? "disabled" : "enabled")).join(""),
    others: nodes(".quizgen.others").length,
    answers: nodes(".quizgen.answer").length,
    details: nodes("details").map((node) => node.open),
    ring: ring(doc, view),
    named: nodes("#qa input").map((input) => Array.from(input.labels, (label) => label.textContent.trim()).join()),
    text: doc.body.innerText,
    dark: brightness(ground(doc.body, view)) < 0.2,
    after: nodes(".options li.right").map((item) => view.getComputedStyle(item, "::after").content),
    blanks: nodes(".cloze").map((node) => {
      const [style, box] = [view.getComputedStyle(node), node.getBoundingClientRect()];
      const beside = doc.createRange();
      beside.selectNodeContents(node);
      const words = beside.getBoundingClientRect();
      return { room: [words.left - box.left, box.right - words.right], line: style.textDecorationLine };
    }),
    reasons: nodes(".quizgen.others b").map((node) => node.textContent + view.getComputedStyle(node, "::after").content),
    moves: nodes(".options li").map((item) => view.getComputedStyle(item).transitionDuration),
  };
}

const STEPS = {
  async question(frame, card) {
    frame.contentWindow._showQuestion(CARDS[card].question, CARDS[card].answer, frame.bodyClass);
    await settled(frame);
  },
  async answer(frame, card) {
    frame.contentWindow._showAnswer(CARDS[card].answer, frame.bodyClass);
    await settled(frame);
  },
  /* As AnkiDroid does: a page of its own for each side, its scripts run while it is read. */
  async page(frame, card, side) {
    await opened(frame, frame.dark ? "dark.html" : "light.html");
    const doc = frame.contentDocument;
    const errors = [];
    doc.open();
    frame.contentWindow.__errors = errors;
    frame.contentWindow.onerror = (message) => errors.push(String(message));
    doc.write('<!doctype html><html><body class="' + frame.bodyClass + '"><div id="qa">' + CARDS[card][side] + "</div>");
    doc.close();
    await pause(50);
  },
  async still(frame, card, side) {
    frame.setAttribute("sandbox", "allow-same-origin");
    frame.srcdoc = '<!doctype html><body class="' + frame.bodyClass + '"><div id="qa">' + CARDS[card][side] + "</div>";
    await pause(100);
  },
  async tap(frame, selector, at) {
    const found = frame.contentDocument.querySelectorAll(selector)[at || 0];
    if (!found) {
      throw new Error("nothing to tap: " + selector);
    }
    found.click();
  },
  async text(frame, wanted) {
    const found = Array.from(frame.contentDocument.querySelectorAll(".options li"))
      .find((item) => item.textContent.startsWith(wanted));
    found.click();
  },
  async key(frame, code, more) {
    const where = more && more.focus ? frame.contentDocument.querySelector(more.focus) : frame.contentDocument.body;
    const event = new frame.contentWindow.KeyboardEvent("keydown", { code, bubbles: true, cancelable: true, ...more });
    where.dispatchEvent(event);
  },
  /* Options are shuffled the same way on every screen. */
  async chance(frame) {
    frame.contentWindow.Math.random = () => 0;
  },
  async forbid(frame) {
    Object.defineProperty(frame.contentWindow, "sessionStorage", {
      get() {
        throw new Error("no storage here");
      },
    });
  },
  async see(frame, label) {
    frame.seen[label] = measured(frame);
  },
};

/* The reviewer shows a card when it has done all before it: so our turn comes when it is shown. */
async function settled(frame) {
  await new Promise((done) => frame.contentWindow._queueAction(done));
  await pause(30);
}

async function play(story) {
  const frame = document.createElement("iframe");
  frame.width = story.width;
  frame.height = story.height || 844;
  frame.style.border = 0;
  frame.dark = story.dark;
  frame.bodyClass = "card card1 isLin fancy" + (story.dark ? " nightMode night_mode" : "");
  frame.seen = {};
  document.body.append(frame);
  await opened(frame, story.dark ? "dark.html" : "light.html");
  frame.contentWindow.sessionStorage.clear();
  const before = Object.keys(frame.contentWindow);
  const told = { errors: [], seen: frame.seen };
  try {
    for (const [step, ...more] of story.steps) {
      await STEPS[step](frame, ...more);
      told.errors.push(...(frame.contentWindow.__errors || []).splice(0));
    }
  } catch (fault) {
    told.errors.push(String(fault.stack || fault));
  }
  told.globals = Object.keys(frame.contentWindow).filter((name) => !before.includes(name));
  if (!story.show) {
    frame.remove();
  }
  return told;
}

(async function () {
  const told = {};
  for (const [name, story] of Object.entries(STORIES)) {
    told[name] = await play(story);
  }
  if (!Object.values(STORIES).some((story) => story.show)) {
    const report = document.createElement("script");
    report.type = "application/json";
    report.id = "report";
    report.textContent = encodeURIComponent(JSON.stringify(told));
    document.body.append(report);
  }
})();
