/* The memory of the process. */
#ifndef GRADE_HEAP_H
#define GRADE_HEAP_H

/* To be called once, before anything is allocated. Changes how fast memory comes, not
 * how much there is; does nothing where the kernel or the C library does not have it. */
void prepare_heap(void);

#endif
