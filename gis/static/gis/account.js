/* Copies addresses from "Moje přístupy"; a new one is where the reader begins. */
"use strict";
document.querySelector("#made")?.focus();
for (const button of document.querySelectorAll("[data-copies]")) {
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copies).textContent;
    await navigator.clipboard.writeText(text);
    const told = document.getElementById("copied");
    told.textContent = button.closest("[data-copied]").dataset.copied;
  });
}
