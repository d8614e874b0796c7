/*
 * Makes a photo small enough for a slow link: its longest edge 1024 pixels, of a paper 2048, so that it can
 * be read. What no canvas can draw stays as it is; the server will say whether it takes that.
 */
const [EDGE, PAPER_EDGE] = [1024, 2048];
const QUALITIES = [0.7, 0.65, 0.6, 0.5];
export const SMALL = 300 * 1024;

export async function small({ blob, paper }) {
  const drawn = blob.type.startsWith("image/") && (await draw(blob, paper ? PAPER_EDGE : EDGE).catch(() => null));
  const best = drawn && drawn.size < blob.size ? drawn : blob;
  const digest = hex(await crypto.subtle.digest("SHA-256", await best.arrayBuffer()));
  return { blob: best, digest, size: best.size, state: "waiting" };
}

async function draw(blob, edge) {
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
    if (made.size <= SMALL) break;
  }
  canvas.width = canvas.height = 0; // phones give the memory back late otherwise
  return made;
}

function hex(buffer) {
  return [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
