"use strict";
// The board works without this: its refresh link does the same. With it, the board asks every five seconds whether anything changed
// while somebody can see it, and replaces what did, without losing what is focused, opened or looked at.
const every = 5000;
const lateAfter = 60000;
const live = document.getElementById("live");
let board = document.getElementById("board");
let heard = Date.now();
let asking = false;
let stopped = false;

function say(text, isLate) {
  if (live.textContent !== text) live.textContent = text;
  live.classList.toggle("hub-live--late", isLate);
}

function stop(text) {
  stopped = true;
  say(text, true);
}

function firstInView() {
  for (const card of board.querySelectorAll("[data-card]")) {
    const { top, bottom } = card.getBoundingClientRect();
    if (bottom > 0 && top < innerHeight) return { id: card.id, top };
  }
  return null;
}

function replace(next) {
  const focused = board.contains(document.activeElement) ? document.activeElement : null;
  const focusedId = focused && (focused.id || focused.closest("[id]")?.id);
  const open = [...board.querySelectorAll("details[open]")].map((details) => details.id);
  const seen = firstInView();
  const changed = board.dataset.state !== next.dataset.state;
  for (const id of open) next.querySelector(`details[id="${CSS.escape(id)}"]`)?.setAttribute("open", "");
  board.replaceWith(next);
  board = next;
  const anchor = seen && document.getElementById(seen.id);
  if (anchor) scrollBy(0, anchor.getBoundingClientRect().top - seen.top);
  if (focusedId) {
    let again = document.getElementById(focusedId);
    if (again?.tagName === "DETAILS") again = again.querySelector("summary");
    (again ?? board.querySelector("h2"))?.focus({ preventScroll: true });
  }
  return changed;
}

async function ask() {
  if (stopped || asking || document.visibilityState !== "visible") return;
  asking = true;
  try {
    const answer = await fetch(live.dataset.poll, {
      headers: { Accept: "text/html", "If-None-Match": board.dataset.etag },
      signal: AbortSignal.timeout(15000),
    });
    if (answer.status === 304) {
      heard = Date.now();
      say("Live.", false);
    } else if (answer.redirected) {
      stop("You are no longer signed in: what is shown here gets old. Load the page again.");
    } else if (answer.ok) {
      const next = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("board");
      if (next) {
        heard = Date.now();
        say(replace(next) ? "The board has changed." : "Live.", false);
      }
    } else if (answer.status === 404 || answer.status === 403) {
      stop("You may no longer see this board. Load the page again.");
    } else {
      missed();
    }
  } catch {
    missed();
  } finally {
    asking = false;
  }
}

function missed() {
  if (Date.now() - heard > lateAfter) say("Not live: the hub does not answer. What is shown here gets old.", true);
}

say("Live.", false);
setInterval(ask, every);
document.addEventListener("visibilitychange", ask);
