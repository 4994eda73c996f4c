/* Says of what was typed that it is right, where Anki, which compares sign by sign, shows but a difference.

   Right is also what a keyboard spells otherwise, a wording under Also right, and a number that is near enough. Of all
   else nothing is said: the comparison stands there, and people know best what was a slip. */
(function () {
  "use strict";

  const SPELLINGS = [
    [/[‘’‚‛`´ʼ]/g, "'"],
    [/[“”„‟«»]/g, '"'],
    [/[‐‑‒–—―−]/g, "-"],
    [/…/g, "..."],
    [/ﬀ/g, "ff"],
    [/ﬁ/g, "fi"],
    [/ﬂ/g, "fl"],
    [/ﬃ/g, "ffi"],
    [/ﬄ/g, "ffl"],
    [/[ﬅﬆ]/g, "st"],
    [/[\u00ad\u200b-\u200f\u2060\ufeff]/g, ""],
    [/\s+/g, " "],
  ];

  // --- what was typed ---

  /* Anki shows what was typed, a line break, an arrow and the answer; one line where both are the same, and no part of
     it marked where nothing was typed. Strokes in the first line stand for what is missing. */
  function read(code) {
    const nodes = Array.from(code.children);
    const end = nodes.findIndex((node) => node.nodeName === "BR");
    if (end < 0) {
      return { typed: nodes.length ? code.textContent : "", answer: code.textContent };
    }
    const typed = nodes.slice(0, end).filter((node) => !node.classList.contains("typeMissed"));
    const answer = nodes.slice(nodes.findIndex((node) => node.id === "typearrow") + 1);
    return { typed: words(typed), answer: words(answer) };
  }

  function words(nodes) {
    return nodes.map((node) => node.textContent).join("");
  }

  // --- what is right ---

  /* How a language writes numbers: in English 1,234,567.8. */
  function signsOf(language) {
    const parts = numbers(language).formatToParts(1234567.8);
    const sign = (type) => plain(parts.find((part) => part.type === type).value);
    return { thousands: [sign("group"), " ", "'"], decimal: sign("decimal") };
  }

  function numbers(language) {
    try {
      return new Intl.NumberFormat(language, { numberingSystem: "latn" });
    } catch (unknown) {
      return new Intl.NumberFormat("en");
    }
  }

  function plain(text) {
    return SPELLINGS.reduce((folded, [found, spelling]) => folded.replace(found, spelling), text.normalize("NFC"));
  }

  /* A text in the one form in which all that says the same is compared. */
  function fold(text, signs) {
    return plain(text).trim().replace(/\d[\d.,' ]*\d/g, (number) => together(number, signs));
  }

  /* 1,250.5 without the comma, and 1,25 as it is. */
  function together(number, signs) {
    const sign = signs.thousands.find((one) => number.includes(one));
    const [whole, ...rest] = sign ? number.split(signs.decimal) : [number];
    const groups = whole.split(sign);
    const parted = groups.length > 1 && groups[0].length <= 3 && groups.slice(1).every((group) => group.length === 3);
    return parted && rest.length < 2 ? [groups.join(""), ...rest].join(signs.decimal) : number;
  }

  /* "86.8 %" as 86.8 and "%". */
  function measure(text, signs) {
    const [, number, unit] = /^([+-]?\d+(?:[.,]\d+)?) ?(.*)$/.exec(text) || [];
    return { number: Number(String(number).replace(signs.decimal, ".")), unit: unit };
  }

  /* Off by no more than counts, or than arithmetic is off. */
  function near(one, other, tolerance) {
    const slip = 4 * Number.EPSILON * Math.max(Math.abs(one.number), Math.abs(other.number));
    return one.unit === other.unit && Math.abs(one.number - other.number) <= tolerance + slip;
  }

  function isRight(typed, wordings, tolerance, signs) {
    const [one, ...others] = [typed, ...wordings].map((text) => fold(text, signs));
    const close = (other) => tolerance && near(measure(one, signs), measure(other, signs), Number(tolerance[1]));
    return others.some((other) => one === other || close(other));
  }

  // --- a card ---

  function say(code, typed) {
    const good = document.createElement("span");
    good.className = "typeGood";
    good.textContent = typed;
    code.replaceChildren(good);
    const told = document.createElement("p");
    told.className = "verdict right";
    told.setAttribute("role", "status");
    told.textContent = "\u2713 Right.";
    code.closest("label").after(told);
  }

  function judge(back) {
    const code = back.querySelector("code#typeans");
    const [also, data] = [back.parentNode.querySelector("template.also"), back.querySelector(".data")];
    const { typed, answer } = code ? read(code) : { typed: "" };
    const others = also ? Array.from(also.content.querySelectorAll("li"), (item) => item.textContent) : [];
    const tolerance = data ? /tolerance ([\d.]+)/.exec(data.textContent) : null;
    if (typed && isRight(typed, [answer, ...others], tolerance, signsOf(back.querySelector("[lang]").lang))) {
      say(code, typed);
    }
  }

  document.querySelectorAll(".quizgen-back").forEach(judge);
})();
