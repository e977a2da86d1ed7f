/* The condition of the loop is the test. */
#include "maps.h"

typedef struct Layer Layer;
struct Layer {
    Layer *below;
    counts *m;
};

void clear_stack(Layer *top)
{
    counts *m = top ? top->m : NULL;

    while (m != NULL) {
        counts_clear(m);
        top = top->below;
        m = top ? top->m : NULL;
    }
}
