// The level with this number: of the criterion that is focused, else of the first without one, else of the first.
// The next criterion is focused then, so that a rubric is filled in with a row of digits.
export function levelFor(part, number) {
  const all = [...part.querySelectorAll("fieldset.criterion")];
  const focused = all.find((one) => one.contains(document.activeElement));
  const criterion = focused ?? all.find((one) => !one.querySelector(":checked")) ?? all[0];
  const level = criterion?.querySelector(`[value="${number}"]`);
  if (level) (all[all.indexOf(criterion) + 1]?.querySelector("input") ?? level).focus();
  return level;
}
