import { GraduationCap, Presentation, Users } from '@lucide/vue'
import type { Component } from 'vue'
import type { Kind } from './newRules'

export const kindIcons: Record<Kind, Component> = { webinar: Presentation, class: GraduationCap, meeting: Users }
