// Copies a snippet as it stands in its file: the text travels in the button's data-copy attribute,
// where character references keep tabs, blank lines and the last newline.
// One listener on the document serves pages that are swapped in later, too.
document.addEventListener("click", async ({ target }) => {
  const button = target.closest?.("button.snippet-copy");
  if (!button) return;
  const status = announcer(button);
  const done = await copy(button.dataset.copy);
  status.textContent = done ? "Copied" : "Not copied: use the download";
  clearTimeout(button.fading);
  button.fading = setTimeout(() => { status.textContent = ""; }, 3000);
});

function announcer(button) {
  let status = button.parentElement.querySelector("[role=status]");
  if (!status) {
    button.insertAdjacentHTML("beforebegin", '<span class="snippet-status" role="status"></span>');
    status = button.previousElementSibling;
  }
  return status;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByEvent(text); // plain http, or permission withheld
  }
}

function copyByEvent(text) {
  let copied = false;
  const fill = (event) => {
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    copied = true;
  };
  document.addEventListener("copy", fill);
  document.execCommand("copy");
  document.removeEventListener("copy", fill);
  return copied;
}
