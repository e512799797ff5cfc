// On the page for addresses that lead nowhere: the last words of the address, in a link that searches for them.
(() => {
  const parts = location.pathname.split("/").filter((part) => part && !/^(404|index)\.html$/.test(part));
  const words = decodeURIComponent(parts.at(-1) ?? "").replace(/\.\w+$/, "").match(/[\p{L}\p{N}]+/gu)?.join(" ");
  if (words) {
    const sought = document.getElementById("sought");
    const link = sought.querySelector("a");
    link.href += `?q=${encodeURIComponent(words)}`;
    link.querySelector("span").textContent = words;
    sought.hidden = false;
  }
})();
