import { defineStore } from 'pinia'
import { ref } from 'vue'

export type ToastKind = 'info' | 'good' | 'warn' | 'bad'

export interface Toast {
  id: number
  kind: ToastKind
  text: string
  action?: { label: string; run: () => void }
}

const LASTS = 6000

/** Short news at the edge of the screen; read out by screen readers. Those with an action stay until they are answered. */
export const useToasts = defineStore('toasts', () => {
  const toasts = ref<Toast[]>([])
  let next = 1

  function show(text: string, kind: ToastKind = 'info', action?: Toast['action']): number {
    const id = next++
    toasts.value = [...toasts.value.filter((toast) => toast.text !== text), { id, kind, text, action }].slice(-4)
    if (!action) window.setTimeout(() => dismiss(id), LASTS)
    return id
  }

  function dismiss(id: number): void {
    toasts.value = toasts.value.filter((toast) => toast.id !== id)
  }

  return { toasts, show, dismiss }
})
