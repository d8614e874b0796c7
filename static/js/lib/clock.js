/* The clock of this device beside that of the server, as far as both have been heard. */
/* What it lacks, in seconds; NaN where nothing is known of it. */
export function clockOffset() {
  try {
    return Number(localStorage.getItem("clock") ?? undefined);
  } catch {
    return NaN;
  }
}

export function noteClock(now) {
  try {
    localStorage.setItem("clock", Math.round((Date.parse(now) - Date.now()) / 1000));
  } catch {
    // Storage is switched off: then nothing is known of the clock.
  }
}
