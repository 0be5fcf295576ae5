/** Gives somebody a file that was made here. */
export function saveFile(content: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  // Some browsers begin to read only after the click has ended.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
