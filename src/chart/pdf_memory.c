/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/pdf_memory.h"

#include <stddef.h>

#include "base/mem.h"

/* libharu passes no document to the functions that give it memory. */
static _Thread_local zb_pdf_memory *current;

_Static_assert(sizeof(zb_pdf_block) % _Alignof(max_align_t) == 0, "what follows it is aligned");

void zb_pdf_memory_begin(zb_pdf_memory *memory) {
    *memory = (zb_pdf_memory){{&memory->blocks, &memory->blocks}, false};
    current = memory;
}

void zb_pdf_memory_enter(zb_pdf_memory *memory) {
    current = memory;
}

void *zb_pdf_memory_get(HPDF_UINT size) {
    zb_pdf_memory *memory = current;
    size_t whole = sizeof(zb_pdf_block) + (size_t)size;
    zb_pdf_block *block = memory->refused || whole < size ? NULL : zb_mem_get(whole);
    if (block == NULL) {
        memory->refused = true;
        return NULL;
    }
    zb_pdf_block *ring = &memory->blocks;
    *block = (zb_pdf_block){ring, ring->after};
    ring->after->before = block;
    ring->after = block;
    return block + 1;
}

void zb_pdf_memory_free(void *freed) {
    if (freed == NULL || current->refused) {
        return;
    }
    zb_pdf_block *block = (zb_pdf_block *)freed - 1;
    block->before->after = block->after;
    block->after->before = block->before;
    zb_mem_free(block);
}

void zb_pdf_memory_end(zb_pdf_memory *memory) {
    zb_pdf_block *block = memory->blocks.after;
    while (block != &memory->blocks) {
        zb_pdf_block *after = block->after;
        zb_mem_free(block);
        block = after;
    }
    if (current == memory) {
        current = NULL;
    }
}
