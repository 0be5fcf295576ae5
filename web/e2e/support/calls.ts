import type { Page } from 'playwright-core'

const WITHIN = 40_000

/** Looks at one's devices, starts or joins the call, and waits until one is in. */
export async function joinCall(page: Page): Promise<void> {
  const button = { name: /^(Start|Join) call$/ }
  await page.getByRole('button', button).click({ timeout: WITHIN })
  await page.getByRole('dialog').getByRole('button', button).click({ timeout: WITHIN })
  await page.getByRole('button', { name: /^Leave/ }).waitFor({ timeout: WITHIN })
}

/** Waits until somebody's picture moves. */
export async function seesPicture(page: Page, name: string, kind: 'video' | 'screen' = 'video'): Promise<void> {
  const label = kind === 'screen' ? `Screen of ${name}` : name
  const tile = page.getByRole('listitem', { name: new RegExp(`^${label}`) }).locator(`video[data-kind=${kind}]`).first()
  await tile.waitFor({ state: 'attached', timeout: WITHIN })
  const handle = await tile.elementHandle()
  await page.waitForFunction((video) => (video as HTMLVideoElement).videoWidth > 0 && (video as HTMLVideoElement).currentTime > 0, handle, { timeout: WITHIN })
  const first = await handle!.evaluate((video) => (video as HTMLVideoElement).getVideoPlaybackQuality().totalVideoFrames)
  await page.waitForFunction(([video, before]) => (video as HTMLVideoElement).getVideoPlaybackQuality().totalVideoFrames > (before as number) + 5, [handle, first] as const, { timeout: WITHIN })
}

export interface Flow {
  name: string
  received: number
  sent: number
  codecs: string
}

/** What "Connection details" say, once they have counted for a moment. */
export async function flows(page: Page): Promise<Flow[]> {
  await page.getByRole('button', { name: 'Call options' }).click()
  await page.getByRole('menuitem', { name: 'Connection details' }).click()
  const dialog = page.getByRole('dialog', { name: 'Connection details' })
  await dialog.getByRole('row').nth(1).waitFor({ timeout: WITHIN })
  await page.waitForTimeout(3_500)
  const rows = await dialog.locator('tbody tr').evaluateAll((all) => all.map((row) => ({
    name: row.querySelector('th')!.textContent!,
    received: Number((row as HTMLElement).dataset.received),
    sent: Number((row as HTMLElement).dataset.sent),
    codecs: row.querySelectorAll('td')[8]!.textContent!,
  })))
  await dialog.getByRole('button', { name: 'Close' }).click()
  await dialog.waitFor({ state: 'detached' })
  return rows
}
