/* A picture small enough for a slow link. */
const QUALITIES = [0.7, 0.6, 0.5];

/* A JPEG without what a camera adds, its longer side at most `edge`; rather smaller than `most` bytes. */
export async function drawn(blob, edge, most) {
  const picture = await createImageBitmap(blob, { imageOrientation: "from-image" });
  const scale = Math.min(1, edge / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  let made;
  for (const quality of QUALITIES) {
    made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
    if (made.size <= most) break;
  }
  canvas.width = canvas.height = 0; // phones give the memory back late otherwise
  return made;
}
