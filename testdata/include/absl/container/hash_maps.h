/* What Abseil's headers declare, as far as a model sees it: flat_hash_map.h and
 * node_hash_map.h, reduced to names and parameters. */
#pragma GCC system_header
#include <initializer_list>
#include <utility>

namespace absl {
inline namespace lts_1 {
namespace container_internal {

template <class Key, class Value> class raw_hash_set {
  public:
    using key_type = Key;
    using value_type = Value;
    using init_type = Value;
    template <class K> using key_arg = K;
    class iterator {
      public:
        Value &operator*() const;
        Value *operator->() const;
        iterator &operator++();
        iterator operator++(int);
        friend bool operator==(const iterator &a, const iterator &b)
        {
            return a.ctrl_ == b.ctrl_;
        }
        friend bool operator!=(const iterator &a, const iterator &b)
        {
            return !(a == b);
        }

      private:
        void *ctrl_;
    };
    iterator begin();
    iterator end();
    void clear();
    void reserve(unsigned long n);
    std::pair<iterator, bool> insert(init_type &&value);
    template <class... Args> std::pair<iterator, bool> emplace(Args &&...args);
    void erase(iterator it);
    template <class K = key_type> unsigned long erase(const key_arg<K> &key);
    template <class K = key_type> iterator find(const key_arg<K> &key);
    template <class K = key_type> bool contains(const key_arg<K> &key) const;
};

template <class Key, class T>
class raw_hash_map : public raw_hash_set<Key, std::pair<const Key, T>> {
  public:
    template <class K> using key_arg = K;
    template <class K = Key> T &operator[](const key_arg<K> &key);
    template <class K = Key> T &at(const key_arg<K> &key);
};
}

template <class K, class V>
class flat_hash_map : public container_internal::raw_hash_map<K, V> {};
template <class K, class V>
class node_hash_map : public container_internal::raw_hash_map<K, V> {};
template <class K> class flat_hash_set : public container_internal::raw_hash_set<K, K> {};
}
}
