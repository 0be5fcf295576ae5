import { onScopeDispose, ref } from 'vue'
import { shortcutOf, type Shortcut } from './frameRules'

const TYPED_INTO = 'input, textarea, select, [contenteditable=""], [contenteditable="true"], [role="menu"], [role="dialog"], [role="alertdialog"], [role="listbox"], [role="slider"]'

/** Single keys do things in the room, as long as nobody types. Whom they disturb switches them off. */
export function useShortcuts(isInCall: () => boolean, act: (shortcut: Shortcut) => void) {
  const KEY = 'plenum.shortcuts'
  const areOn = ref(localStorage.getItem(KEY) !== 'off')

  function pressed(event: KeyboardEvent): void {
    if (!areOn.value) return
    const isTyping = event.isComposing || (event.target instanceof Element && event.target.closest(TYPED_INTO) !== null)
    const shortcut = shortcutOf(event, isTyping, isInCall())
    if (!shortcut) return
    event.preventDefault()
    act(shortcut)
  }

  addEventListener('keydown', pressed)
  onScopeDispose(() => removeEventListener('keydown', pressed))

  return {
    areOn,
    switchTo(on: boolean): void {
      areOn.value = on
      localStorage.setItem(KEY, on ? 'on' : 'off')
    },
  }
}
