// The live picture as a PNG in the colours of the page.
const SCALE = 3;

export async function png(svg) {
  const style = getComputedStyle(svg), { width, height } = svg.viewBox.baseVal;
  const copy = svg.cloneNode(true);
  for (const [name, value] of Object.entries({ width, height, "font-family": "sans-serif" })) copy.setAttribute(name, value);
  const text = new XMLSerializer().serializeToString(copy)
    .replace(/var\((--[\w-]+).*?\)/g, (_, name) => style.getPropertyValue(name));
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: width * SCALE, height: height * SCALE });
  const context = canvas.getContext("2d");
  context.fillStyle = style.getPropertyValue("--rectified-paper");
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

// To the clipboard, or as a file where that is denied.
export async function copyImage(svg, name) {
  const image = png(svg);
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": image })]);
    return "Image copied";
  } catch {
    const address = URL.createObjectURL(await image);
    Object.assign(document.createElement("a"), { href: address, download: `${name}.png` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
    return "Image saved as a file";
  }
}
