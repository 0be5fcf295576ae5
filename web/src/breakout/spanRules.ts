/** How long something lasts, in the largest unit that is not nothing. */
export function spanOf(seconds: number): { unit: 'seconds' | 'minutes' | 'hours'; n: number } {
  const whole = Math.max(0, Math.floor(seconds))
  if (whole < 60) return { unit: 'seconds', n: whole }
  if (whole < 3600) return { unit: 'minutes', n: Math.floor(whole / 60) }
  return { unit: 'hours', n: Math.floor(whole / 3600) }
}
