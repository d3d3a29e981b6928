"use strict";
// The page works without this. With it, time is moved through with a slider, and a button prints.
const form = document.querySelector("[data-hub-time]");
if (form) {
  const choice = form.querySelector("select");
  const last = choice.options.length - 1;
  const box = document.createElement("div");
  box.className = "hub-time__slider";
  const label = document.createElement("label");
  label.className = "nhsuk-label";
  label.htmlFor = "as-at-slider";
  label.textContent = "Move through time";
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", id: "as-at-slider", min: "0", max: String(last), step: "1" });
  const follow = () => slider.setAttribute("aria-valuetext", choice.options[choice.selectedIndex].text);
  slider.value = String(last - choice.selectedIndex);
  slider.addEventListener("input", () => {
    choice.selectedIndex = last - Number(slider.value);
    follow();
  });
  choice.addEventListener("change", () => {
    slider.value = String(last - choice.selectedIndex);
    follow();
  });
  follow();
  box.append(label, slider);
  form.prepend(box);
}

for (const button of document.querySelectorAll(".hub-print")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
