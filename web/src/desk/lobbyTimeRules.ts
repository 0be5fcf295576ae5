/** Between instants and what `<input type="datetime-local">` says, in the time zone of the device. */

const two = (value: number) => String(value).padStart(2, '0')

/** @param seconds Unix seconds */
export function toLocalInput(seconds: number): string {
  const at = new Date(seconds * 1000)
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`
}

/** @returns Unix seconds, or null for what is no time */
export function fromLocalInput(text: string): number | null {
  const at = new Date(text)
  return text === '' || Number.isNaN(at.getTime()) ? null : Math.floor(at.getTime() / 1000)
}
