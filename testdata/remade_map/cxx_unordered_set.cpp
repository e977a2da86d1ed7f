/* A set in the body of a loop starts without buckets each time; a tree gains nothing. */
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

using Lines = std::vector<std::vector<std::string>>;

size_t distinct(const Lines &lines)
{
    size_t sum = 0;
    for (size_t i = 0; i < lines.size(); i++) {
        std::unordered_set<std::string> seen; // want remade-map "'seen'"
        for (size_t w = 0; w < lines[i].size(); w++)
            seen.insert(lines[i][w]);
        sum += seen.size();
    }
    return sum;
}

size_t distinct_ordered(const Lines &lines)
{
    size_t sum = 0;
    for (size_t i = 0; i < lines.size(); i++) {
        std::set<std::string> seen;
        for (size_t w = 0; w < lines[i].size(); w++)
            seen.insert(lines[i][w]);
        sum += seen.size();
    }
    return sum;
}
