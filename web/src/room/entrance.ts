/** Which conversations this tab has been in: after a reload one goes in without being asked again. */
const KEY = 'plenum.inside'

function read(): string[] {
  try {
    const list = JSON.parse(sessionStorage.getItem(KEY) ?? '[]')
    return Array.isArray(list) ? list.filter((one) => typeof one === 'string') : []
  } catch {
    return []
  }
}

export const wasInside = (token: string): boolean => read().includes(token)

export function rememberInside(token: string): void {
  sessionStorage.setItem(KEY, JSON.stringify([...read().filter((one) => one !== token), token].slice(-20)))
}

export function forgetInside(token: string): void {
  sessionStorage.setItem(KEY, JSON.stringify(read().filter((one) => one !== token)))
}
