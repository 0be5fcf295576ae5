import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Participant } from '@/api/types'
import type { Somebody } from './desk'

export type Question = 'rights' | 'remove' | 'ban'
export type Asked = Somebody & Partial<Participant> & { displayName: string }

/** The question about somebody that is being asked: one dialog for hundreds of rows. */
export const usePersonDialogs = defineStore('personDialogs', () => {
  const question = ref<Question | null>(null)
  const person = shallowRef<Asked | null>(null)

  function ask(what: Question, about: Asked): void {
    person.value = about
    question.value = what
  }

  function close(): void {
    question.value = null
  }

  return { question, person, ask, close }
})
