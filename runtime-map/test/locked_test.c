#include "locked_body.h"

int main(void)
{
    return run_locked_tests();
}
